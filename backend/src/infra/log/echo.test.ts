import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { echoTo } from './echo.ts';

it('echoes lines, and falls silent for good when the terminal is gone', async () => {
  let broken = false;
  const seen: string[] = [];
  const out = new Writable({
    autoDestroy: false,
    write(chunk, _encoding, done) {
      if (!broken) seen.push(String(chunk));
      done(broken ? new Error('EPIPE') : null);
    },
  });
  const echo = echoTo(out);
  echo('one\n');
  broken = true;
  echo('two\n');
  await new Promise((resolve) => setTimeout(resolve, 5));
  echo('three\n');
  expect(seen).toEqual(['one\n']);
  expect(out.writableLength).toBe(0);
});
