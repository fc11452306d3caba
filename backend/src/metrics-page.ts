import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CATALOGUE, type Metric } from './infra/metrics/catalogue.ts';

const PAGE = fileURLToPath(new URL('../../docs/operations/metrics.md', import.meta.url));

/** The operator's page about what the server tells of itself. */
export function metricsPage(): string {
  const row = ([name, { kind, labels, help }]: [string, Metric]) =>
    `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;
  return [
    '# What `/metrics` tells',
    '',
    'Printed from `backend/src/infra/metrics/catalogue.ts` by `node backend/src/metrics-page.ts --write`; change it there. Beside these stand the values of the',
    'runtime (`process_*`, `nodejs_*`: memory, processor, event-loop delay, garbage collection). How to watch: [watching.md](watching.md).',
    '',
    '| name | kind | labels | what |',
    '|---|---|---|---|',
    ...Object.entries<Metric>(CATALOGUE).map(row),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) writeFileSync(PAGE, metricsPage());
