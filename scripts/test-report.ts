import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './run.ts';

export interface Counts {
  passed: number;
  failed: number;
  /** The name of each test that was left out, with its reason where one was given. */
  skipped: string[];
}

interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly unknown[];
}

/** A runner that left no report, or says that it failed without a failed test, counts as one failure. */
export function readVitest(file: string, code: number): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: [] };
  if (!existsSync(file)) return { ...counts, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  for (const { name, status, assertionResults } of report.testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed').length;
    counts.passed += assertionResults.filter((test) => test.status === 'passed').length;
    counts.failed += failed === 0 && status === 'failed' ? 1 : failed;
    const left = assertionResults.filter((test) => test.status !== 'failed' && test.status !== 'passed');
    counts.skipped.push(...left.map(({ fullName }) => `${relative(ROOT, name)}: ${fullName}`));
  }
  if (counts.failed === 0 && (code !== 0 || !report.success)) counts.failed = 1;
  return counts;
}

function walk(suite: PlaywrightSuite, counts: Counts): void {
  for (const inner of suite.suites ?? []) walk(inner, counts);
  for (const { title, tests } of suite.specs ?? [])
    for (const { status, annotations } of tests) {
      // A test that passes only sometimes has found something.
      if (status === 'expected') counts.passed += 1;
      else if (status !== 'skipped') counts.failed += 1;
      else counts.skipped.push([title, ...annotations.map(({ description }) => description ?? '')].join(' – '));
    }
}

export function readPlaywright(file: string, code: number): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: [] };
  if (!existsSync(file)) return { ...counts, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  for (const suite of report.suites) walk(suite, counts);
  if (counts.failed === 0 && (code !== 0 || report.errors.length > 0)) counts.failed = 1;
  return counts;
}

export const sum = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.flatMap(({ skipped }) => skipped),
});
