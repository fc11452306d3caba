import { type AuditAct, areaOf } from '@tableorder/contract/audit';
import type { AuditId, StoreId } from '@tableorder/contract/ids';
import type { StaffPerson } from '../../http/principal.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import { insertEntry } from './audit.sql.ts';

/** Who acts: the signed-in person, named as they are called now; or a device that nobody signed in to, which has neither id nor role. */
export type Doer =
  | Pick<StaffPerson, 'staffId' | 'username' | 'role'>
  | { readonly staffId: null; readonly username: string; readonly role: null };

export interface Act {
  readonly act: AuditAct;
  /** The row it was done to, and what people call it: `017`, `김치찌개`, `5`. */
  readonly subjectId: string | null;
  readonly subject: string;
  /** What changed, why, how much: short values by name; null for "none". */
  readonly details?: Readonly<Record<string, string | number | null | undefined>>;
}

/** Writes one act into the store's book, inside the transaction that does it: what was done is written, what was not is not. */
export async function recordAct(trx: Trx, { clock }: { readonly clock: Clock }, storeId: StoreId, who: Doer, act: Act): Promise<void> {
  const details = Object.entries(act.details ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value === null ? null : String(value)]],
  );
  await trx.run(insertEntry, {
    id: newId<AuditId>(),
    storeId,
    at: clock.now(),
    staffId: who.staffId,
    staffName: who.username,
    role: who.role,
    act: act.act,
    area: areaOf(act.act),
    subjectId: act.subjectId,
    subject: act.subject,
    details: JSON.stringify(Object.fromEntries(details)),
  });
}

/** Writes that somebody took a file of this name, for what is read without a transaction of its own. */
export const recordExport = (deps: { readonly db: Db; readonly clock: Clock }, storeId: StoreId, who: Doer, name: string): Promise<void> =>
  deps.db.inStore(storeId, (trx) => recordAct(trx, deps, storeId, who, { act: 'data.export', subjectId: null, subject: `${name}.csv` }));
