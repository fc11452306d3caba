import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { CONFIGURATION, nextWaitMs, type Said, supervise } from './children.ts';

const home = mkdtempSync(join(tmpdir(), 'tableorder-children-'));
afterAll(() => rmSync(home, { recursive: true }));

let programs = 0;

/** A server made of these lines; `starts` says how often it was begun. */
function server(lines: string): { args: string[]; starts: () => number } {
  const file = join(home, `${++programs}.mjs`);
  const log = `${file}.starts`;
  writeFileSync(log, '');
  writeFileSync(file, `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(log)}, 'x');\n${lines}`);
  return { args: [file], starts: () => readFileSync(log, 'utf8').length };
}

const begin = (args: string[], onSaid: (said: Said) => void = () => {}) =>
  supervise({ name: 'A server', args, env: () => ({ PATH: '' }), onSaid });

describe('a server that is looked after', () => {
  it('says when it is ready, what else it has to say, and stops when told to', async () => {
    const said: Said[] = [];
    const { args } = server(`
      console.log('{"event":"setup","token":"t"}'); console.log('{"event":"ready","port":7}');
      process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`);
    const child = begin(args, (one) => said.push(one));
    expect(await child.ready).toBe(7);
    expect(said).toEqual([
      { event: 'setup', token: 't' },
      { event: 'ready', port: 7 },
    ]);
    child.stop();
    expect(await child.ended).toBe(0);
  });

  it('is started anew when it dies', async () => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    const { args, starts } = server(`console.log('{"event":"ready","port":7}'); setTimeout(() => process.exit(70), 50);`);
    const child = begin(args);
    await vi.waitFor(() => expect(starts()).toBe(2), 5000);
    child.stop();
    expect(await child.ended).toBe(0);
    expect(complaints.mock.calls[0]?.[0]).toContain('exit code 70');
    complaints.mockRestore();
  });

  it('is not started anew when its settings are refused', async () => {
    const { args, starts } = server(`process.exit(${CONFIGURATION});`);
    const child = begin(args);
    expect(await child.ready).toBeNull();
    expect(await child.ended).toBe(CONFIGURATION);
    expect(starts()).toBe(1);
  });
});

it('waits longer each time, and gives up after five quick deaths', () => {
  expect([1, 2, 3, 4, 5].map(nextWaitMs)).toEqual([500, 1000, 2000, 4000, null]);
});
