import type { MenuId, OrderId, PrinterId, PrintJobId, StationId, StoreId } from '@tableorder/contract/ids';
import type { PrinterState, PrintJob } from '@tableorder/contract/printers';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfPrinter = OfStore & { readonly printerId: PrinterId };
type OfJob = OfStore & { readonly jobId: PrintJobId };

/* In the words of the partial indexes: with parameters in their place SQLite would not use them. */
const isOpen = sql<boolean>`state in ('waiting', 'printing', 'unsure')`;
const isTroubled = sql<boolean>`state in ('failed', 'expired') and dismissed_at is null`;
const waits = sql<boolean>`state in ('waiting', 'unsure')`;

interface NewJob extends OfJob {
  readonly key: string;
  readonly orderId: OrderId | null;
  readonly stationId: StationId | null;
  readonly printerId: PrinterId;
  readonly kind: PrintJob['kind'];
  readonly expiresAt: number;
  readonly at: number;
  readonly content: string;
}

/** A job that was made before stays as it is; 0 rows then. */
export const insertJob = statement((db, job: NewJob) =>
  db
    .insertInto('print_jobs')
    .values({
      id: job.jobId,
      store_id: job.storeId,
      job_key: job.key,
      order_id: job.orderId,
      station_id: job.stationId,
      printer_id: job.printerId,
      kind: job.kind,
      state: 'waiting',
      attempts: 0,
      doubts: 0,
      leased_until: null,
      expires_at: job.expiresAt,
      created_at: job.at,
      printed_at: null,
      printed_by: null,
      trouble: null,
      dismissed_at: null,
      content: job.content,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'job_key']).doNothing()),
);

const JOB = [
  'id',
  'kind',
  'state',
  'order_id',
  'station_id',
  'printer_id',
  'printed_by',
  'attempts',
  'doubts',
  'trouble',
  'created_at',
  'expires_at',
  'printed_at',
  'content',
] as const;

export const findJob = statement((db, { storeId, jobId }: OfJob) =>
  db.selectFrom('print_jobs').select(JOB).where('store_id', '=', storeId).where('id', '=', jobId),
);

/** What an order's tickets have said so far, latest first: what is printed again says nothing new. */
export const findTicketsOfOrder = statement((db, { storeId, orderId }: OfStore & { orderId: OrderId }) =>
  db
    .selectFrom('print_jobs')
    .select(['printer_id', 'station_id', 'content'])
    .where('store_id', '=', storeId)
    .where('order_id', '=', orderId)
    .where('kind', '<>', 'reprint')
    .orderBy('id', 'desc'),
);

/** The oldest that waits for this printer. */
export const findNextJob = statement((db, { storeId, printerId }: OfPrinter) =>
  db
    .selectFrom('print_jobs')
    .select(JOB)
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where(waits)
    .orderBy('id')
    .limit(1),
);

/** Whether anything is to be done: also what another process began and never ended. */
export const findAnythingToDo = statement((db, { storeId, printerId, at }: OfPrinter & { at: number }) =>
  db
    .selectFrom('print_jobs')
    .select('id')
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where((e) => e.or([waits, e('leased_until', '<=', at)]))
    .limit(1),
);

/** What was begun and never ended, for its process is gone: it may be on paper. */
export const doubtLapsed = statement((db, { storeId, printerId, at }: OfPrinter & { at: number }) =>
  db
    .updateTable('print_jobs')
    .set((e) => ({ state: 'unsure', doubts: e('doubts', '+', 1), leased_until: null }))
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where('state', '=', 'printing')
    .where('leased_until', '<=', at),
);

export const expireJobs = statement((db, { storeId, printerId, at }: OfPrinter & { at: number }) =>
  db
    .updateTable('print_jobs')
    .set({ state: 'expired' })
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where(waits)
    .where('expires_at', '<=', at),
);

/** Takes a waiting job for one attempt; 0 rows when another process was first. */
export const leaseJob = statement((db, { storeId, jobId, until }: OfJob & { until: number }) =>
  db
    .updateTable('print_jobs')
    .set((e) => ({ state: 'printing', attempts: e('attempts', '+', 1), leased_until: until }))
    .where('store_id', '=', storeId)
    .where('id', '=', jobId)
    .where(waits),
);

export const extendLease = statement((db, { storeId, jobId, attempts, until }: OfJob & { attempts: number; until: number }) =>
  db
    .updateTable('print_jobs')
    .set({ leased_until: until })
    .where('store_id', '=', storeId)
    .where('id', '=', jobId)
    .where('state', '=', 'printing')
    .where('attempts', '=', attempts),
);

interface Settled extends OfJob {
  /** How many there were with this one: another process' attempt is not ended by it. */
  readonly attempts: number;
  readonly state: PrintJob['state'];
  readonly doubts: number;
  readonly trouble: PrinterState | null;
  readonly printedAt: number | null;
  readonly printedBy: PrinterId | null;
}

/** How an attempt has ended; nothing when its lease was over and the job is another's. */
export const settleJob = statement((db, job: Settled) =>
  db
    .updateTable('print_jobs')
    .set({
      state: job.state,
      doubts: job.doubts,
      trouble: job.trouble,
      printed_at: job.printedAt,
      printed_by: job.printedBy,
      leased_until: null,
    })
    .where('store_id', '=', job.storeId)
    .where('id', '=', job.jobId)
    .where('state', '=', 'printing')
    .where('attempts', '=', job.attempts),
);

export const dismissJob = statement((db, { storeId, jobId, at }: OfJob & { at: number }) =>
  db.updateTable('print_jobs').set({ dismissed_at: at }).where('store_id', '=', storeId).where('id', '=', jobId).where(isTroubled),
);

/** What waits for a printer that is removed goes to another one. */
export const passJobsOn = statement((db, { storeId, printerId, toPrinterId }: OfPrinter & { toPrinterId: PrinterId }) =>
  db
    .updateTable('print_jobs')
    .set({ printer_id: toPrinterId })
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where(waits),
);
export const failJobs = statement((db, { storeId, printerId }: OfPrinter) =>
  db
    .updateTable('print_jobs')
    .set({ state: 'failed' })
    .where('store_id', '=', storeId)
    .where('printer_id', '=', printerId)
    .where(isOpen)
    .where(waits),
);

export const countOpenJobs = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('print_jobs')
    .select((e) => ['printer_id', e.fn.countAll<number>().as('waiting')])
    .where('store_id', '=', storeId)
    .where(isOpen)
    .groupBy('printer_id'),
);

export const countTroubledJobs = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('print_jobs')
    .select((e) => e.fn.countAll<number>().as('troubled'))
    .where('store_id', '=', storeId)
    .where(isTroubled),
);

export interface JobFilter {
  readonly state?: 'troubled' | 'open' | 'all' | undefined;
  readonly orderId?: OrderId | undefined;
  /** Those that are older than this one. */
  readonly before: PrintJobId;
  readonly limit: number;
}

/** Jobs, newest first. */
export const filedJobs = (storeId: StoreId, filter: JobFilter) => (db: Builder) => {
  let query = db
    .selectFrom('print_jobs')
    .select(JOB)
    .where('store_id', '=', storeId)
    .where('id', '<', filter.before)
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId);
  if (filter.state === 'troubled') query = query.where(isTroubled);
  if (filter.state === 'open') query = query.where(isOpen);
  return query;
};

/** Some jobs that are over and older than that. */
export const deleteOldJobs = statement((db, { storeId, before, limit }: OfStore & { before: number; limit: number }) =>
  db
    .deleteFrom('print_jobs')
    .where('store_id', '=', storeId)
    .where('id', 'in', (e) =>
      e
        .selectFrom('print_jobs')
        .select('id')
        .where('store_id', '=', storeId)
        .where('created_at', '<', before)
        .where('state', 'not in', ['waiting', 'printing', 'unsure'])
        .limit(limit),
    ),
);

/** The allergens of some items, removed ones too, as they are kept. */
export const findAllergens = (reading: Reading, storeId: StoreId, ids: readonly MenuId[]) =>
  reading.find((db) => db.selectFrom('menu_items').select(['id', 'allergens']).where('store_id', '=', storeId).where('id', 'in', ids));

export interface JobRow {
  readonly id: PrintJobId;
  readonly kind: PrintJob['kind'];
  readonly state: PrintJob['state'];
  readonly order_id: OrderId | null;
  readonly station_id: StationId | null;
  readonly printer_id: PrinterId;
  readonly printed_by: PrinterId | null;
  readonly attempts: number;
  readonly doubts: number;
  readonly trouble: PrinterState | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly printed_at: number | null;
  readonly content: string;
}

/* Each in the words of its own partial index, and from its first store on: otherwise SQLite walks over every ticket ever printed. */
const countJobs = (which: typeof isOpen) =>
  statement((db, _: object) =>
    db
      .selectFrom('print_jobs')
      .select(['state', (e) => e.fn.countAll().as('jobs')])
      .where('store_id', '>', '' as StoreId)
      .where(which)
      .groupBy('state'),
  );
/** Tickets of all stores that are to come, by state. */
export const countAllOpen = countJobs(isOpen);
/** Tickets of all stores that failed and nobody has seen yet, by state. */
export const countAllTroubled = countJobs(isTroubled);
