import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);

const resolve = createRequire(join(ROOT, 'package.json'));

/** The file behind a package's command, to be run with our own Node whatever `node` the shell finds. */
export function binOf(packageName: string, command: string): string {
  const manifest = join(ROOT, 'node_modules', packageName, 'package.json');
  const { bin } = resolve(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(dirname(manifest), file);
}

export interface Run {
  readonly cwd?: string;
  readonly env?: Record<string, string | undefined>;
  /** Show the output as it comes; else it is kept and given back. */
  readonly show?: boolean;
}

/** Runs a file with this Node to its end. */
export function runNode(
  args: readonly string[],
  { cwd = ROOT, env = process.env, show = false }: Run = {},
): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (bytes: Buffer) => {
      output += bytes.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
