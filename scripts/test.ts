import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../backend/test/find-postgres.ts';
import { build } from './build.ts';
import { binOf, ROOT, runNode } from './run.ts';
import { type Counts, readPlaywright, readVitest, sum } from './test-report.ts';

const JOURNEYS = join(ROOT, 'e2e/journeys');
const filters = process.argv.slice(2);
const matches = (path: string): boolean => filters.length === 0 || filters.some((filter) => path.includes(filter));

/** The parts of the product that only the tests below `e2e` run: built when one of those is meant. */
const filesOf = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.test.ts') && matches(join(folder, name))) : [];

const SHARED_MEMORY = '/dev/shm';
const ROOM_BYTES = 4e9;

/** Where the tests' databases and pictures lie: in memory where there is plenty. Processes are killed here, never the machine. */
async function quickFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(SHARED_MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_BYTES ? SHARED_MEMORY : tmpdir();
}

async function runVitest(report: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runNode([binOf('vitest', 'vitest'), 'run', '--passWithNoTests', ...output, ...filters], { env, show: true });
  return readVitest(report, code);
}

async function runBrowser(project: string, folder: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(folder, `${project}.json`);
  const args = [
    'test',
    '--config',
    'e2e/playwright.config.ts',
    `--project=${project}`,
    '--pass-with-no-tests',
    '--reporter=list,json',
    ...filters,
  ];
  const { code } = await runNode([binOf('@playwright/test', 'playwright'), ...args], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    show: true,
  });
  return readPlaywright(report, code);
}

async function runAll(folder: string): Promise<Counts> {
  const journeys = filesOf(JOURNEYS);
  if (journeys.length > 0 || filesOf(join(ROOT, 'e2e/durability')).length > 0)
    await build({ say: (name) => console.log(`building ${name} …`) });
  const postgres = await findPostgres(process.env.TEST_POSTGRES_URL?.trim() || undefined);
  console.log(`PostgreSQL ${postgres.version} for the tests`);
  const env = { ...process.env, TEST_POSTGRES_URL: postgres.url, TMPDIR: await quickFolder() };
  try {
    const counts = [await runVitest(join(folder, 'vitest.json'), env)];
    for (const project of journeys.length > 0 ? ['walks', 'figures'] : []) counts.push(await runBrowser(project, folder, env));
    return sum(counts);
  } finally {
    await postgres.close();
  }
}

const isCi = /^(1|true)$/.test(process.env.CI ?? '');
const folder = await mkdtemp(join(tmpdir(), 'tableorder-tests-'));
try {
  const { passed, failed, skipped } = await runAll(folder);
  // What a machine that checks every change leaves out, nobody ever sees fail.
  for (const reason of isCi ? skipped : []) console.error(`skipped, which fails here: ${reason}`);
  process.exitCode = failed > 0 || passed === 0 || (isCi && skipped.length > 0) ? 1 : 0;
  console.log(`tests: ${passed} passed, ${failed} failed, ${skipped.length} skipped`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('tests: 0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
// The embedded PostgreSQL leaves an exit hook that would change the exit code.
process.exit();
