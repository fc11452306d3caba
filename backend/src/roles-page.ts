import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STAFF } from '@tableorder/contract/endpoint';
import { abilitiesOf } from './features/access/access.abilities.ts';
import { allEndpoints } from './http/endpoints.ts';

const PAGE = fileURLToPath(new URL('../../docs/operations/roles.md', import.meta.url));
const AREAS = {
  orders: 'Orders and calls',
  kitchen: 'Kitchen',
  tables: 'Tables and devices',
  menu: 'Menu',
  figures: 'Figures',
  people: 'People',
  shop: 'Shop',
} as const;

/** The operator's page about what each role may do. */
export function rolesPage(): string {
  const rows = abilitiesOf(Object.values(allEndpoints));
  const chapter = ([area, title]: [string, string]) => [
    `## ${title}`,
    '',
    `| request | what it does | ${STAFF.join(' | ')} |`,
    `|---|---|${STAFF.map(() => ':-:|').join('')}`,
    ...rows
      .filter((row) => row.area === area)
      .flatMap(({ roles, endpoints }) =>
        endpoints.map(
          ({ method, path, summary }) =>
            `| \`${method} ${path}\` | ${summary} | ${STAFF.map((role) => (roles.includes(role) ? '●' : '–')).join(' | ')} |`,
        ),
      ),
    '',
  ];
  return [
    '# What each role may do',
    '',
    'Printed from the `callers` of the endpoints in `contract/src/` by `node backend/src/roles-page.ts --write`; change it there. The server refuses',
    'everything else (403), and a test asks every endpoint as every role.',
    '',
    ...Object.entries(AREAS).flatMap(chapter),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) writeFileSync(PAGE, rolesPage());
