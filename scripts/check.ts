import { binOf, runNode } from './run.ts';

interface Check {
  readonly name: string;
  readonly args: readonly string[];
}

const PACKAGES = ['contract', 'backend', 'frontend', 'e2e'];
const LAYERED = ['contract/src', 'backend/src', 'backend/demo', 'frontend/src', 'frontend/*.ts', 'e2e', 'scripts', 'deploy', 'bench'];
/** Tests that compare what is printed with what it is printed from. */
const CURRENT = ['backend/src/http/openapi.test.ts', 'backend/src/maintenance/settings-page.test.ts', 'frontend/src/i18n/locales.test.ts'];
const AT_ONCE = 2;

const CHECKS: readonly Check[] = [
  ...PACKAGES.map((name) => ({ name: `types of ${name}`, args: [binOf('typescript', 'tsc'), '-p', name] })),
  { name: 'layers', args: [binOf('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', ...LAYERED] },
  { name: 'lint and format', args: [binOf('@biomejs/biome', 'biome'), 'check', '--error-on-warnings'] },
  { name: 'unused files, exports, packages', args: [binOf('knip', 'knip'), '--no-config-hints'] },
  { name: 'licences', args: ['scripts/licences.ts'] },
  { name: 'generated pages and locales', args: [binOf('vitest', 'vitest'), 'run', ...CURRENT] },
];

async function runCheck({ name, args }: Check): Promise<boolean> {
  const began = performance.now();
  const { code, output } = await runNode(args);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

const waiting = [...CHECKS];
const failed: string[] = [];
const worker = async (): Promise<void> => {
  for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await runCheck(check))) failed.push(check.name);
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));
console.log(failed.length === 0 ? 'check: all is well' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
