import type { EpochMs } from '@tableorder/contract/time';
import { toInstant } from '@tableorder/contract/time';
import type { Clock } from '../clock/clock.ts';
import { type Facts, LEVELS, type Level, type Log } from './log.ts';
import { isSecretKey, REDACTED, redact } from './redact.ts';

/** What one line says, with everything secret already gone. */
export interface LogRecord {
  readonly at: EpochMs;
  readonly level: Level;
  readonly component: string;
  readonly message: string;
  readonly facts: readonly (readonly [key: string, value: string | number | boolean | null])[];
  readonly error: string | undefined;
}

const MAX = { message: 2000, fact: 1000, facts: 40, error: 8000 } as const;
const cut = (text: string, max: number) => (text.length > max ? `${text.slice(0, max)}…` : text);

// Cut before redacting as well, so that a megabyte of text is not searched; the margin keeps a secret at the cut whole.
const clean = (text: string, max: number) => cut(redact(text.slice(0, max * 2)), max);

/** A thing as text; objects with broken getters or without a prototype must not stop a log line. */
function printed(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[unprintable]';
  }
}

function printedError(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return printed(error);
  try {
    const own = error.stack ?? `${error.name}: ${error.message}`;
    return error.cause === undefined || depth === 3 ? own : `${own}\ncaused by ${printedError(error.cause, depth + 1)}`;
  } catch {
    return '[unprintable]';
  }
}

function fact(key: string, value: unknown): LogRecord['facts'][number] {
  if (value === null) return [key, null];
  if (isSecretKey(key)) return [key, REDACTED];
  return [key, typeof value === 'number' || typeof value === 'boolean' ? value : clean(printed(value), MAX.fact)];
}

function factsOf(facts: Facts | undefined): LogRecord['facts'] {
  return Object.entries(facts ?? {})
    .filter(([, value]) => value !== undefined)
    .slice(0, MAX.facts)
    .map(([key, value]) => fact(key, value));
}

export const logRecord = (at: EpochMs, level: Level, component: string, message: string, facts?: Facts, error?: unknown): LogRecord => ({
  at,
  level,
  component: printed(component)
    .replace(/[^\w.:/-]/g, '_')
    .slice(0, 60),
  message: clean(printed(message), MAX.message),
  facts: factsOf(facts),
  error: error === undefined ? undefined : clean(printedError(error), MAX.error),
});

// Breaks lines, moves a terminal's cursor, or turns the direction of text: everything that makes one record look like another.
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
const escaped = (text: string) => text.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const quoted = (text: string) => (/^[\w.:/@+-]+$/.test(text) ? text : `"${escaped(text.replace(/["\\]/g, '\\$&'))}"`);

const keyOf = (key: string) => key.replace(/[^\w.-]/g, '_');

/** `[timestamp] [level] [component] message key=value`, always one line. */
export function textLine(record: LogRecord): string {
  const head = `[${toInstant(record.at)}] [${record.level}] [${record.component}] ${escaped(record.message)}`;
  const facts = record.facts.map(([key, value]) => ` ${keyOf(key)}=${typeof value === 'string' ? quoted(value) : value}`);
  return `${head}${facts.join('')}${record.error === undefined ? '' : ` error=${quoted(record.error)}`}`;
}

/** The same as one JSON object. */
export function jsonLine({ at, level, component, message, facts, error }: LogRecord): string {
  const json = {
    timestamp: toInstant(at),
    level,
    component,
    message,
    facts: facts.length > 0 ? Object.fromEntries(facts) : undefined,
    error,
  };
  return escaped(JSON.stringify(json));
}

/** The five ways to write, over one function that is given what the level lets through. */
export function leveled(lowest: Level, clock: Clock, write: (record: LogRecord) => void): Omit<Log, 'close'> {
  const at = (level: Level) => {
    const isWritten = LEVELS.indexOf(level) >= LEVELS.indexOf(lowest);
    return (component: string, message: string, facts?: Facts, error?: unknown): void => {
      if (isWritten) write(logRecord(clock.now(), level, component, message, facts, error));
    };
  };
  return { debug: at('DEBUG'), info: at('INFO'), warning: at('WARNING'), error: at('ERROR'), critical: at('CRITICAL') };
}
