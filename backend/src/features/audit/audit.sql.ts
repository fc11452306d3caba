import type { AuditAct, AuditArea } from '@tableorder/contract/audit';
import type { Role } from '@tableorder/contract/endpoint';
import type { AuditId, StaffId, StoreId } from '@tableorder/contract/ids';
import { type Builder, statement } from '../../infra/db/statement.ts';

interface NewEntry {
  readonly id: AuditId;
  readonly storeId: StoreId;
  readonly at: number;
  readonly staffId: StaffId | null;
  readonly staffName: string;
  readonly role: Role | null;
  readonly act: AuditAct;
  readonly area: AuditArea;
  readonly subjectId: string | null;
  readonly subject: string;
  readonly details: string;
}

export const insertEntry = statement((db, entry: NewEntry) =>
  db.insertInto('audit').values({
    id: entry.id,
    store_id: entry.storeId,
    at: entry.at,
    staff_id: entry.staffId,
    staff_name: entry.staffName,
    role: entry.role,
    act: entry.act,
    area: entry.area,
    subject_id: entry.subjectId,
    subject: entry.subject,
    details: entry.details,
  }),
);

export interface Window {
  readonly storeId: StoreId;
  readonly staffId: StaffId | null;
  readonly area: AuditArea | null;
  /** Before this place, newest first. */
  readonly before: { readonly at: number; readonly id: string };
  readonly limit: number;
}

/** The next lines of one index, newest first: of a person, else of an area, else of the store. */
export function entriesBefore(db: Builder, { storeId, staffId, area, before, limit }: Window) {
  const { at, id } = before;
  return db
    .selectFrom('audit')
    .select(['id', 'at', 'staff_id', 'staff_name', 'role', 'act', 'area', 'subject_id', 'subject', 'details'])
    .where('store_id', '=', storeId)
    .$if(staffId !== null, (rows) => rows.where('staff_id', '=', staffId))
    .$if(staffId === null && area !== null, (rows) => rows.where('area', '=', area as AuditArea))
    .where('at', '<=', at)
    .where((e) => e.or([e('at', '<', at), e('id', '<', id as AuditId)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
}

/** A slice of what is older than the store keeps. */
export const deleteEntriesBefore = statement((db, { storeId, before, limit }: { storeId: StoreId; before: number; limit: number }) =>
  db
    .deleteFrom('audit')
    .where('store_id', '=', storeId)
    .where('id', 'in', (e) =>
      e.selectFrom('audit').select('id').where('store_id', '=', storeId).where('at', '<', before).orderBy('at').limit(limit),
    ),
);
