import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type Prebuilt, prebuilt, TAKEN_OVER } from './route.ts';

/** A cell: text as it is, a number as digits, nothing for null. */
export type Cell = string | number | null;

/** What a spreadsheet would take for a formula, also in full width and behind blanks. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20|%]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
/** Without it Excel reads Korean as Latin. */
const TYPE = 'text/csv; charset=utf-8';
const BYTE_ORDER_MARK = '\ufeff';

/** Would be run, or would look like a text that was put behind an apostrophe: then it gets one more, so that reading back is exact. */
const isGuarded = (text: string): boolean => FORMULA.test(text.replace(/^'+/, ''));

/** A written text as it was. */
export const unguarded = (text: string): string => (text.startsWith("'") && isGuarded(text) ? text.slice(1) : text);

/** A text that a spreadsheet would run stands behind an apostrophe; a number is one and may begin with a minus. */
function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = isGuarded(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const lineOf = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** Lines of cells as CSV (RFC 4180, UTF-8). */
export const writeCsv = (lines: Iterable<readonly Cell[]>): string => BYTE_ORDER_MARK + Array.from(lines, lineOf).join('');

function offer(reply: FastifyReply, name: string): void {
  reply.header('content-disposition', `attachment; filename="${name}.csv"`).header('cache-control', 'private, no-store');
}

/** The lines as a file to keep; `name` is plain ASCII without the ending. */
export function csvFile(reply: FastifyReply, name: string, lines: Iterable<readonly Cell[]>): Prebuilt<200> {
  offer(reply, name);
  return prebuilt(200, writeCsv(lines), { type: TYPE });
}

/** The same for more lines than should stand in memory: they are read as the caller takes them. */
export function csvStream(reply: FastifyReply, name: string, lines: AsyncIterable<readonly Cell[]>): typeof TAKEN_OVER {
  offer(reply, name);
  reply.type(TYPE).send(Readable.from(written(lines)));
  return TAKEN_OVER;
}

async function* written(lines: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK;
  for await (const cells of lines) yield lineOf(cells);
}
