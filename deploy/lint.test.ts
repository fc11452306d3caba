import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Linter {
  validate(text: string): readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[];
}

/** `dockerfile-utils` is not among the project's packages: DOCKERFILE_UTILS may name a folder it is installed in. */
function findLinter(): Linter | null {
  const require = createRequire(join(process.env.DOCKERFILE_UTILS ?? import.meta.dirname, 'package.json'));
  try {
    return require('dockerfile-utils') as Linter;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
const linter = findLinter();

it.skipIf(linter === null)(
  `the linter has nothing to say about the Dockerfile${linter ? '' : ' (skipped: dockerfile-utils is not installed)'}`,
  () => {
    expect(linter?.validate('FROM node\nRUNN x\n')).not.toEqual([]);
    expect(linter?.validate(readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8'))).toEqual([]);
  },
);
