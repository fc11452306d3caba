import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allEndpoints, allEvents, allShapes } from './http/endpoints.ts';
import { openApi } from './http/openapi.ts';

const PAGE = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../package.json', import.meta.url));

/** The interface document as it stands in `docs/`. */
export function openApiPage(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  return `${JSON.stringify(openApi(allEndpoints, allEvents, version, allShapes), null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(PAGE, openApiPage());
  else process.stdout.write(openApiPage());
}
