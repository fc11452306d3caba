export type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** The levels from the quietest to the loudest. */
export const LEVELS: readonly Level[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

/** What is known beside the message. A fact that is undefined is left out; null is written as `null`. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * One record is one line, whatever the text holds. Secrets are blotted out by key and by shape.
 * Writing returns at once, never throws and never waits: a log that cannot be written is counted, said on stderr and tried again.
 * What is below the level is not written; the same record twice is two lines.
 */
export interface Log {
  debug(component: string, message: string, facts?: Facts, error?: unknown): void;
  info(component: string, message: string, facts?: Facts, error?: unknown): void;
  warning(component: string, message: string, facts?: Facts, error?: unknown): void;
  error(component: string, message: string, facts?: Facts, error?: unknown): void;
  critical(component: string, message: string, facts?: Facts, error?: unknown): void;
  /** Writes what is waiting and lets go. Again: nothing. Resolves also when the disk refuses; records after it go nowhere. */
  close(): Promise<void>;
}
