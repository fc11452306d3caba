import { type FileHandle, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dayAfter, isLocalDay, type LocalDay, localDay } from '@tableorder/contract/time';
import type { Clock } from '../clock/clock.ts';
import { LEVELS, type Level, type Log } from './log.ts';
import { leveled, logRecord, textLine } from './record.ts';

export interface DailyFileOptions {
  /** Path with `{date}` in the file's name; the date is UTC, as the times in the lines. */
  readonly path: string;
  readonly level: Level;
  readonly retentionDays: number;
  readonly clock: Clock;
  /** Takes lines from WARNING up, and the log's own troubles, for who watches the process. */
  readonly echo: (line: string) => void;
  /** Time between two attempts on a disk that refuses. */
  readonly retryMs?: number;
  readonly maxWaitingBytes?: number;
}

interface Line {
  readonly day: LocalDay;
  readonly text: string;
}

/** The files the pattern means, each with the day in its name. Nothing else in the folder is ever touched. */
async function datedFiles(path: string): Promise<{ file: string; day: LocalDay }[]> {
  const [before = '', after = ''] = basename(path).split('{date}');
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.length === before.length + 10 + after.length && name.startsWith(before) && name.endsWith(after))
    .map((name) => ({ file: join(dirname(path), name), day: name.slice(before.length, before.length + 10) }))
    .filter((dated): dated is { file: string; day: LocalDay } => isLocalDay(dated.day));
}

class DailyFile {
  readonly #options: DailyFileOptions;
  readonly #maxBytes: number;
  #waiting: Line[] = [];
  #waitingBytes = 0;
  #lost = 0;
  #handle: FileHandle | null = null;
  #handleDay: LocalDay | null = null;
  #halfLine = false;
  #writing: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: DailyFileOptions) {
    this.#options = options;
    this.#maxBytes = options.maxWaitingBytes ?? 4_194_304;
    this.#start();
  }

  add(line: Line): void {
    if (this.#closed) return;
    if (this.#waitingBytes + Buffer.byteLength(line.text) > this.#maxBytes) this.#lost += 1;
    else this.#queue(line);
    if (!this.#retry) this.#start();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    if (this.#waiting.length > 0 || this.#lost > 0) await this.#attempt();
    const left = this.#lost + this.#waiting.length;
    if (left > 0) this.#options.echo(`log closed, lines lost: ${left}\n`);
    await this.#letGo();
  }

  #start(): void {
    this.#writing ??= this.#attempt().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0 && !this.#retry && !this.#closed) this.#start();
    });
  }

  async #attempt(): Promise<void> {
    try {
      await this.#openDay(this.#waiting[0]?.day ?? this.#today());
      while (this.#waiting.length > 0 || this.#lost > 0) {
        this.#reportLost();
        await this.#writeDay();
      }
    } catch (error) {
      this.#tell(error);
      await this.#letGo();
      if (this.#closed) return;
      this.#retry = setTimeout(() => {
        this.#retry = null;
        this.#start();
      }, this.#options.retryMs ?? 1000).unref();
    }
  }

  /** All that waits for one day goes out in one write, so a line is never torn by another. */
  async #writeDay(): Promise<void> {
    const day = this.#waiting[0]?.day ?? this.#today();
    const handle = await this.#openDay(day);
    const next = this.#waiting.findIndex((line) => line.day !== day);
    const lines = this.#waiting.slice(0, next === -1 ? undefined : next);
    const mend = this.#halfLine ? '\n' : '';
    const bytes = Buffer.from(mend + lines.map((line) => line.text).join(''));
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten === 0) throw new Error('the disk took nothing of the log');
    const whole = bytes.subarray(0, bytesWritten).toString('latin1').split('\n').length - 1 - mend.length;
    this.#halfLine = bytes[bytesWritten - 1] !== 0x0a;
    this.#drop(whole);
  }

  #queue(line: Line): void {
    this.#waiting.push(line);
    this.#waitingBytes += Buffer.byteLength(line.text);
  }

  #drop(count: number): void {
    for (const line of this.#waiting.splice(0, count)) this.#waitingBytes -= Buffer.byteLength(line.text);
  }

  async #openDay(day: LocalDay): Promise<FileHandle> {
    if (this.#handle && this.#handleDay === day && (await this.#handle.stat()).nlink > 0) return this.#handle;
    await this.#letGo();
    const { path } = this.#options;
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    const handle = await open(path.replace('{date}', day), 'a', 0o640);
    this.#handle = handle;
    if (this.#handleDay !== day) await this.#prune();
    this.#handleDay = day;
    return handle;
  }

  async #prune(): Promise<void> {
    const oldest = dayAfter(this.#today(), 1 - this.#options.retentionDays);
    try {
      for (const { file, day } of await datedFiles(this.#options.path)) if (day < oldest) await unlink(file);
    } catch (error) {
      this.#tell(error, 'old log files cannot be removed');
    }
  }

  async #letGo(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch((error: unknown) => this.#tell(error));
  }

  #reportLost(): void {
    if (this.#lost === 0 || this.#waitingBytes > this.#maxBytes / 2) return;
    const text = `${textLine(logRecord(this.#options.clock.now(), 'WARNING', 'log', 'lines were lost', { lost: this.#lost }))}\n`;
    this.#lost = 0;
    this.#options.echo(text);
    this.#queue({ day: this.#today(), text });
  }

  #tell(error: unknown, what = 'the log cannot be written'): void {
    const now = this.#options.clock.monotonic();
    if (now - this.#toldAt < 60_000) return;
    this.#toldAt = now;
    this.#options.echo(`${textLine(logRecord(this.#options.clock.now(), 'ERROR', 'log', what, {}, error))}\n`);
  }

  #today(): LocalDay {
    return localDay(this.#options.clock.now(), 'UTC');
  }
}

/** Lines in a file a day. Written in the background in whole lines; what a refusing disk leaves waiting is bounded. */
export function dailyFileLog(options: DailyFileOptions): Log {
  const file = new DailyFile(options);
  const write = leveled(options.level, options.clock, (record) => {
    const text = `${textLine(record)}\n`;
    if (LEVELS.indexOf(record.level) >= LEVELS.indexOf('WARNING')) options.echo(text);
    file.add({ day: localDay(record.at, 'UTC'), text });
  });
  return { ...write, close: () => file.close() };
}
