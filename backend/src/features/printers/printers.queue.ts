import type { PrinterId, StoreId } from '@tableorder/contract/ids';
import type { PrinterState } from '@tableorder/contract/printers';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Printed } from '../../infra/printer/printer.ts';
import {
  doubtLapsed,
  expireJobs,
  extendLease,
  findAnythingToDo,
  findNextJob,
  type JobRow,
  leaseJob,
  settleJob,
} from './printers.jobs.sql.ts';
import { printersUpdated } from './printers.reads.ts';
import { findPrinter, markPrinterSeen, updatePrinterState } from './printers.sql.ts';

export interface QueueDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
}

/** What a process that dies leaves is taken up after this; one that lives renews its lease in time. */
const LEASE_MS = 15_000;
export const RENEW_MS = 5000;
/** A ticket that may have been printed this often is left to people. */
const MOST_DOUBTS = 5;
/** How old the word may be that a printer was last heard, so that printing costs no further write each time. */
const SEEN_EVERY_MS = 60_000;

/**
 * Takes the oldest ticket that waits for the first of these printers that has any, and leases it: no other process prints it. What waited
 * too long is expired on the way, and what a dead process had begun is in doubt. Null when there is nothing.
 */
export async function takeJob(
  { db, clock, events }: QueueDeps,
  storeId: StoreId,
  printerIds: readonly PrinterId[],
): Promise<JobRow | null> {
  for (const printerId of printerIds) {
    const at = clock.now();
    if (!(await db.first(findAnythingToDo, { storeId, printerId, at }))) continue;
    const job = await db.inStore(storeId, async (trx) => {
      await trx.run(doubtLapsed, { storeId, printerId, at });
      if ((await trx.run(expireJobs, { storeId, printerId, at })) > 0) await printersUpdated(trx, events, storeId);
      const next = await trx.first(findNextJob, { storeId, printerId });
      return next && (await trx.run(leaseJob, { storeId, jobId: next.id, until: at + LEASE_MS })) > 0 ? next : null;
    });
    if (job) return job;
  }
  return null;
}

/** Keeps a ticket that takes its time from being taken for a dead process'. */
export async function renewLease({ db, clock }: QueueDeps, storeId: StoreId, { id: jobId, attempts }: JobRow): Promise<void> {
  const until = clock.now() + LEASE_MS;
  await db.inStore(storeId, (trx) => trx.run(extendLease, { storeId, jobId, attempts: attempts + 1, until }));
}

/** Whether a ticket may be on paper already, so that it must be stamped. */
export const needsStamp = ({ kind, doubts }: Pick<JobRow, 'kind' | 'doubts'>): boolean => kind === 'reprint' || doubts > 0;

/** Writes down how an attempt has ended. What was not sent waits again; what is unsure goes out again stamped, and not for ever. */
export async function settle(
  { db, clock, events }: QueueDeps,
  storeId: StoreId,
  job: JobRow,
  by: PrinterId,
  printed: Printed,
): Promise<void> {
  const doubts = job.doubts + (printed.outcome === 'unsure' ? 1 : 0);
  const state = printed.outcome === 'printed' ? 'printed' : doubts >= MOST_DOUBTS ? 'failed' : doubts > 0 ? 'unsure' : 'waiting';
  const isOut = state === 'printed';
  await db.inStore(storeId, async (trx) => {
    const at = clock.now();
    const trouble = isOut ? null : printed.state;
    await trx.run(settleJob, {
      storeId,
      jobId: job.id,
      attempts: job.attempts + 1,
      state,
      doubts,
      trouble,
      printedAt: isOut ? at : null,
      printedBy: isOut ? by : null,
    });
    if (state === 'failed') await printersUpdated(trx, events, storeId);
  });
}

/** A ticket that cannot be drawn is a fault of ours: it must not hold up those behind it. */
export async function giveUp({ db, events }: QueueDeps, storeId: StoreId, job: JobRow): Promise<void> {
  await db.inStore(storeId, async (trx) => {
    const { id: jobId, attempts, doubts } = job;
    await trx.run(settleJob, {
      storeId,
      jobId,
      attempts: attempts + 1,
      state: 'failed',
      doubts,
      trouble: null,
      printedAt: null,
      printedBy: null,
    });
    await printersUpdated(trx, events, storeId);
  });
}

/** Keeps how a printer is, and tells the screens when that is news. `heard` says that it answered. */
export async function keepState(
  { db, clock, events }: QueueDeps,
  storeId: StoreId,
  printerId: PrinterId,
  state: PrinterState,
  heard: boolean,
): Promise<void> {
  const at = clock.now();
  const isNews = (row: { state: PrinterState; seen_at: number | null }) =>
    row.state !== state || (heard && (row.seen_at === null || at - row.seen_at >= SEEN_EVERY_MS));
  const known = await db.first(findPrinter, { storeId, printerId });
  if (!known || !isNews(known)) return;
  await db.inStore(storeId, async (trx) => {
    if (heard) await trx.run(markPrinterSeen, { storeId, printerId, at });
    if (known.state === state) return;
    await trx.run(updatePrinterState, { storeId, printerId, state, at });
    await printersUpdated(trx, events, storeId);
  });
}
