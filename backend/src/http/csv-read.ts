import { unguarded } from './csv.ts';

/** One record and the line of the file it begins on, the first 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [',', ';', '\t'] as const;

/** UTF-8 with or without its mark, else what a Korean Excel writes (CP949); null for bytes that are neither. */
export function decodeText(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}

/** The separator that the head has most of: spreadsheets of some countries write a semicolon. */
function separatorOf(text: string): string {
  const head = text.slice(0, /[\r\n]|$/.exec(text)?.index);
  const counted = SEPARATORS.map((separator) => ({ separator, count: head.split(separator).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).separator;
}

/**
 * The records of a CSV (RFC 4180), blank lines left out. Line breaks of any kind; quotes may hold separators, breaks and doubled quotes.
 * What `writeCsv` put behind an apostrophe comes back as it was. Null when a quote never ends.
 */
export function readCsv(text: string): CsvRecord[] | null {
  const separator = separatorOf(text);
  const token = new RegExp(`"((?:[^"]|"")*)"|[^"${separator}\\r\\n][^${separator}\\r\\n]*|${separator}|\\r\\n|\\r|\\n|"`, 'g');
  const records: CsvRecord[] = [];
  let line = 1;
  let begins = 1;
  let cells: string[] = [];
  let cell = '';
  const endRecord = () => {
    cells.push(unguarded(cell));
    if (cells.some((one) => one !== '')) records.push({ line: begins, cells });
    cells = [];
    cell = '';
    begins = line;
  };
  for (const [piece, quoted] of text.matchAll(token)) {
    if (quoted !== undefined) {
      cell += quoted.replaceAll('""', '"');
      line += quoted.split(/\r\n|\r|\n/).length - 1;
    } else if (piece === '"') return null;
    else if (piece === separator) {
      cells.push(unguarded(cell));
      cell = '';
    } else if (/^[\r\n]/.test(piece)) {
      line++;
      endRecord();
    } else cell += piece;
  }
  if (cell !== '' || cells.length > 0) endRecord();
  return records;
}
