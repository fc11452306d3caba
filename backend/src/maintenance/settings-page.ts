import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHAPTERS, type Setting } from '../config.ts';

const PAGE = fileURLToPath(new URL('../../../docs/operations/settings.md', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../../.env.example', import.meta.url));

const cell = (text: string) => text.replaceAll('|', '\\|');

const preset = ({ preset, required }: Setting): string => (required ? '**required**' : preset === null ? '–' : `\`${preset}\``);

const row = ([name, one]: [string, Setting]): string =>
  `| \`${name}\` | ${cell(preset(one))} | ${cell(one.kind.allowed)} | ${cell(one.meaning)} |`;

const chapter = ({ title, settings }: (typeof CHAPTERS)[number]): string =>
  [`## ${title}`, '', '| variable | default | allowed | meaning |', '|---|---|---|---|', ...Object.entries(settings).map(row), ''].join(
    '\n',
  );

/** The operator's page about every environment variable. */
export const settingsPage = (): string =>
  [
    '# Settings',
    '',
    'Printed from `backend/src/config.ts` by `node backend/src/maintenance/settings-page.ts --write`; change it there.',
    '',
    'Settings are environment variables, read once at start; a file `.env` beside `package.json` gives them too. An empty value counts',
    'as not given. A value that is not allowed stops the start, with a line for each variable that is wrong.',
    '',
    ...CHAPTERS.map(chapter),
  ].join('\n');

const line = ([name, { preset, required, meaning }]: [string, Setting]): string =>
  `# ${meaning.replaceAll('`', '')}\n${required ? '' : '# '}${name}=${preset ?? ''}\n`;

/** The example beside the code: what must be given stands open, the rest commented with its default. */
export const envExample = (): string =>
  [
    '# Copy to .env; npm start does it for you, with a secret of its own. Each variable: docs/operations/settings.md\n',
    ...CHAPTERS.flatMap(({ title, settings }) => [`# --- ${title} ---`, ...Object.entries(settings).map(line)]),
  ].join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
  writeFileSync(PAGE, settingsPage());
  writeFileSync(EXAMPLE, envExample());
}
