import type { Writable } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import type { Level, Log } from './log.ts';
import { jsonLine, leveled } from './record.ts';

/** One JSON object a line on stdout, for a collector that keeps and rotates. */
export function stdoutJsonLog(options: { readonly level: Level; readonly clock: Clock; readonly out: Writable }): Log {
  const { out } = options;
  let closed = false;
  // A stream that failed once keeps all that is written to it for ever: the collector is gone, the server goes on.
  out.on('error', () => {
    closed = true;
  });
  const write = leveled(options.level, options.clock, (record) => {
    if (!closed) out.write(`${jsonLine(record)}\n`);
  });
  return {
    ...write,
    async close() {
      if (closed) return;
      closed = true;
      await new Promise<void>((resolve) => {
        out.once('error', () => resolve());
        out.write('', () => resolve());
      });
    },
  };
}
