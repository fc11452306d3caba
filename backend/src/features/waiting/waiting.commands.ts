import type { StoreId } from '@tableorder/contract/ids';
import { type Busy, waitingEvents } from '@tableorder/contract/waiting';
import type { Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { readBusy, type WaitingDeps } from './waiting.reads.ts';
import { deleteRush, keepRush } from './waiting.sql.ts';

export interface BusyDeps extends WaitingDeps {
  readonly events: Events;
}

const MINUTE_MS = 60_000;

/** Tells every screen that the kitchen is busy, for so many minutes from now (null until it is taken back). Again prolongs what began then. */
export function setBusy(deps: BusyDeps, storeId: StoreId, who: Doer, forMinutes: number | null): Promise<Busy | null> {
  return deps.db.inStore(storeId, async (trx) => {
    const now = deps.clock.now();
    const before = await readBusy(trx, deps.clock, storeId);
    const sinceAt = before === null ? now : Date.parse(before.sinceAt);
    await trx.run(keepRush, { storeId, sinceAt, untilAt: forMinutes === null ? null : now + forMinutes * MINUTE_MS });
    const busy = await readBusy(trx, deps.clock, storeId);
    await tell(trx, deps, storeId, busy);
    const details = { forMinutes: forMinutes === null ? '–' : String(forMinutes) };
    await recordAct(trx, deps, storeId, who, { act: 'busy.on', subjectId: storeId, subject: '', details });
    return busy;
  });
}

/** The kitchen is busy no longer. Nothing is told or written down when it was not. */
export function endBusy(deps: BusyDeps, storeId: StoreId, who: Doer): Promise<null> {
  return deps.db.inStore(storeId, async (trx) => {
    const before = await readBusy(trx, deps.clock, storeId);
    await trx.run(deleteRush, { storeId });
    if (before === null) return null;
    await tell(trx, deps, storeId, null);
    await recordAct(trx, deps, storeId, who, { act: 'busy.off', subjectId: storeId, subject: '' });
    return null;
  });
}

const tell = (trx: Trx, { events }: BusyDeps, storeId: StoreId, busy: Busy | null): Promise<number> =>
  events.append(trx, storeId, waitingEvents, 'busy_updated', { kind: 'everyone' }, { busy });
