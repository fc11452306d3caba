import { execFileSync } from 'node:child_process';
import { ROOT } from './run.ts';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly { readonly license?: { readonly id?: string; readonly name?: string }; readonly expression?: string }[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/** What a shop may run, change and hand on under MIT. Of the LGPL and the MPL: libraries that stay files of their own. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
]);
/** Packages that do not say it where npm looks: read by a person in their files. */
const READ_BY_HAND: Readonly<Record<string, string>> = { 'png-js@2.0.0': 'MIT' };

const isOurs = ({ properties }: Component): boolean => properties.some(({ name }) => name === 'cdx:npm:package:private');
const said = ({ name, version, licenses = [] }: Component): string =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ') ||
  (READ_BY_HAND[`${name}@${version}`] ?? '');

/** Of `A OR B` one is enough, of `A AND B` each counts. */
export const isAllowed = (expression: string): boolean =>
  expression
    .replaceAll(/[()]/g, '')
    .split(/ AND /)
    .every((part) => part.split(/ OR /).some((one) => ALLOWED.has(one.trim())));

/** Packages of the lock file whose licence is none of the allowed, each with what it says. */
export function foreignLicences(): string[] {
  const bom = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { components } = JSON.parse(bom) as { readonly components: readonly Component[] };
  return components.flatMap((component) =>
    isOurs(component) || isAllowed(said(component)) ? [] : [`${component.name}@${component.version}: ${said(component) || 'no licence'}`],
  );
}

if (import.meta.main) {
  const foreign = foreignLicences();
  for (const line of foreign) console.log(line);
  process.exitCode = foreign.length === 0 ? 0 : 1;
}
