import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPlaywright, readVitest, sum } from './test-report.ts';

const home = mkdtempSync(join(tmpdir(), 'tableorder-report-'));
afterAll(() => rmSync(home, { recursive: true }));

let files = 0;
function report(content: object): string {
  const file = join(home, `${++files}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('what the unit runner reports', () => {
  const file = (status: string, ...tests: string[]) => ({
    name: '/a.test.ts',
    status,
    assertionResults: tests.map((one) => ({ status: one, fullName: `it ${one}` })),
  });

  it('counts passed, failed and left out', () => {
    const counts = readVitest(report({ success: false, testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo')] }), 1);
    expect(counts).toMatchObject({ passed: 1, failed: 1 });
    expect(counts.skipped).toHaveLength(2);
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(readVitest(report({ success: false, testResults: [file('failed')] }), 1).failed).toBe(1);
  });

  it('believes no report that is missing, or good although the runner failed', () => {
    expect(readVitest(join(home, 'none.json'), 0).failed).toBe(1);
    expect(readVitest(report({ success: true, testResults: [file('passed', 'passed')] }), 1).failed).toBe(1);
    expect(readVitest(report({ success: false, testResults: [file('passed', 'passed')] }), 0).failed).toBe(1);
  });
});

describe('what the browser’s runner reports', () => {
  const suite = (...statuses: string[]) => ({
    title: 'a',
    suites: [{ title: 'b', specs: statuses.map((status) => ({ title: status, tests: [{ status, annotations: [] }] })) }],
  });

  it('counts through all suites, and one that passes only sometimes as failed', () => {
    const counts = readPlaywright(report({ suites: [suite('expected', 'unexpected', 'flaky', 'skipped')], errors: [] }), 1);
    expect(counts).toEqual({ passed: 1, failed: 2, skipped: ['skipped'] });
  });

  it('believes no report that is missing, or has errors of its own', () => {
    expect(readPlaywright(join(home, 'none.json'), 0).failed).toBe(1);
    expect(readPlaywright(report({ suites: [suite('expected')], errors: [{ message: 'no browser' }] }), 0).failed).toBe(1);
  });
});

it('adds up', () => {
  const one = { passed: 1, failed: 2, skipped: ['a'] };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: ['a', 'a'] });
});
