import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Step {
  readonly word: string;
  readonly rest: string;
}
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile as far as ours go: no heredocs, no flags but COPY's `--from`, arguments only in FROM. */
export function readStages(text: string): Stage[] {
  const logical = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const args = new Map<string, string>();
  const stages: (Stage & { steps: Step[] })[] = [];
  for (const line of logical) {
    const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    const filled = rest.replace(/\$\{(\w+)\}/g, (whole, name: string) => args.get(name) ?? whole);
    if (word === 'ARG' && stages.length === 0) args.set(...(rest.split('=', 2) as [string, string]));
    else if (word === 'FROM') {
      const [from = '', , name = ''] = filled.split(/\s+/);
      stages.push({ name, from, steps: [] });
    } else stages.at(-1)?.steps.push({ word, rest });
  }
  return stages;
}

const asRegExp = (pattern: string): RegExp => {
  const body = pattern
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')))
    .join('/')
    .replaceAll('**/', '(?:.*/)?');
  return new RegExp(`^${body}(?:/|$)`);
};

/** Whether a path goes to the engine: the last line of `.dockerignore` that matches it, or a folder above it, decides. */
export function admission(dockerignore: string): (path: string) => boolean {
  const rules = dockerignore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ admits: line.startsWith('!'), matches: asRegExp(line.replace(/^!/, '')) }));
  return (path) => rules.findLast(({ matches }) => matches.test(path))?.admits ?? true;
}

/** The files below `root` that a build would be given. */
export function filesOfContext(root: string): string[] {
  const admits = admission(readFileSync(join(root, '.dockerignore'), 'utf8'));
  const heavy = new Set(['node_modules', '.git', '.cache']);
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return heavy.has(entry.name) && !admits(path) ? [] : walk(path);
      return admits(path) ? [path] : [];
    });
  return walk('');
}
