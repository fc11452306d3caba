import type { AuditArea, AuditEntry } from '@tableorder/contract/audit';
import type { StaffId, StoreId } from '@tableorder/contract/ids';
import { toInstant } from '@tableorder/contract/time';
import { BEYOND_IDS } from '../../http/paging.ts';
import type { Reading } from '../../infra/db/db.ts';
import { entriesBefore } from './audit.sql.ts';

/** What a reader looks for in the book. `text` is part of what the subject is called, whatever its case. */
export interface Sought {
  readonly storeId: StoreId;
  readonly staffId: StaffId | null;
  readonly area: AuditArea | null;
  readonly fromAt: number;
  readonly toAt: number;
  readonly text: string;
}

/** Lines that one request goes through at most; when it finds too little in them, the next request goes on from there. */
export const MOST_READ = 5000;

const formatPlace = ({ at, id }: { at: number; id: string }): string => `${at}_${id}`;

/** The place a cursor names; anything that is none begins at the newest. */
function placeOf(cursor: string | undefined, toAt: number): { at: number; id: string } {
  const [, at, id] = /^([0-9]{1,15})_([0-9a-f-]{36})$/.exec(cursor ?? '') ?? [];
  return at !== undefined && id !== undefined && Number(at) < toAt ? { at: Number(at), id } : { at: toAt - 1, id: BEYOND_IDS };
}

const asKey = (text: string): string => text.normalize('NFC').toLowerCase();

/** Whether a subject is meant by what was typed: an order's number also without its zeros. */
export const isMeant = (subject: string, text: string): boolean => asKey(subject).includes(asKey(text));

/**
 * A page of the book. Of what an index can't answer at most `MOST_READ` lines are read: then the page is short, or empty, and `nextCursor`
 * says where to go on, so that no question takes longer than another, however long the book is.
 */
export async function readEntries(
  reading: Reading,
  sought: Sought,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const { storeId, staffId, area, fromAt, toAt, text } = sought;
  const isFiltered = text !== '' || (staffId !== null && area !== null);
  const items: AuditEntry[] = [];
  let before = placeOf(page.cursor, toAt);
  for (let read = 0; ; ) {
    const limit = isFiltered ? Math.min(1000, MOST_READ - read) : page.limit + 1;
    const rows = await reading.find((db) => entriesBefore(db, { storeId, staffId, area, before, limit }));
    for (const row of rows) {
      // Not asked of the database: with both ends of a range SQLite takes the index of all lines for the best one.
      if (row.at < fromAt) return { items, nextCursor: null };
      if ((area !== null && row.area !== area) || !isMeant(row.subject, text)) continue;
      if (items.length === page.limit) return { items, nextCursor: formatPlace(before) };
      items.push({
        id: row.id,
        at: toInstant(row.at),
        staffId: row.staff_id,
        staffName: row.staff_name,
        role: row.role,
        act: row.act,
        subjectId: row.subject_id,
        subject: row.subject,
        details: JSON.parse(row.details) as Record<string, string | null>,
      });
      before = row;
    }
    const last = rows.at(-1);
    if (rows.length < limit || !last) return { items, nextCursor: null };
    before = last;
    read += rows.length;
    if (read >= MOST_READ) return { items, nextCursor: formatPlace(before) };
  }
}
