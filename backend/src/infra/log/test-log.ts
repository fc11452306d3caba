import { testClock } from '../clock/test-clock.ts';
import type { Level, Log } from './log.ts';
import { type LogRecord, leveled } from './record.ts';

/** A log that remembers, for tests that look at what was said. */
export interface TestLog extends Log {
  readonly records: readonly LogRecord[];
  messages(level?: Level): string[];
}

export function testLog(): TestLog {
  const records: LogRecord[] = [];
  return {
    ...leveled('DEBUG', testClock(), (record) => records.push(record)),
    records,
    messages: (level) => records.filter((record) => level === undefined || record.level === level).map(({ message }) => message),
    close: async () => {},
  };
}
