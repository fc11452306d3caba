/** Seconds, from a commit on a good disk to a request that somebody waits for. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export interface Metric {
  /** A counter only grows; a gauge is asked for when somebody looks; a histogram counts how long something took. */
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

/** Everything the server tells of itself beside what the runtime does (`process_*`, `nodejs_*`). Units as Prometheus has them: seconds, bytes. */
export const CATALOGUE = {
  tableorder_http_requests_total: { kind: 'counter', help: 'Requests answered.', labels: ['method', 'route', 'status'] },
  tableorder_http_request_duration_seconds: {
    kind: 'histogram',
    help: 'From a request’s first byte to its answer’s last; streams are not in it.',
    labels: ['method', 'route'],
    buckets: SECONDS,
  },
  tableorder_events_total: {
    kind: 'counter',
    help: 'Events stored, by type: `order_created` counts orders, `staff_called` calls.',
    labels: ['type'],
  },
  tableorder_stream_connections: { kind: 'gauge', help: 'Open live streams, by who listens.', labels: ['listener'] },
  tableorder_stream_lag_seconds: {
    kind: 'histogram',
    help: 'From the commit of an event to its last byte to every stream of the store.',
    labels: [],
    buckets: SECONDS,
  },
  tableorder_db_queued_commands: { kind: 'gauge', help: 'Commands that wait for the writer; SQLite refuses beyond 5000.', labels: [] },
  tableorder_db_commit_seconds: {
    kind: 'histogram',
    help: 'How long a commit took to be on disk; on SQLite commands that waited share one.',
    labels: [],
    buckets: SECONDS,
  },
  tableorder_db_committed_commands_total: { kind: 'counter', help: 'Commands made durable by those commits.', labels: [] },
  tableorder_db_connections: {
    kind: 'gauge',
    help: 'Connections of the pool: `busy`, `idle`, and requests `waiting` for one.',
    labels: ['state'],
  },
  tableorder_cache_reads_total: { kind: 'counter', help: 'Reads of the cache, found or not.', labels: ['result'] },
  tableorder_unseen_orders: {
    kind: 'gauge',
    help: 'Orders that no screen which should have them has drawn in time, by the step they are called out at.',
    labels: ['step'],
  },
  tableorder_print_jobs: {
    kind: 'gauge',
    help: 'Kitchen tickets that are not on paper: `waiting`, `printing`, `unsure`; `failed` and `expired` until somebody has seen it.',
    labels: ['state'],
  },
  tableorder_backup_last_proven_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the newest proven backup was made; missing while there is none, or the database is PostgreSQL.',
    labels: [],
  },
  tableorder_backups: { kind: 'gauge', help: 'Backups in the folder, by state.', labels: ['state'] },
  tableorder_build_info: { kind: 'gauge', help: '1; the labels say what runs.', labels: ['database', 'node'] },
} as const satisfies Readonly<Record<string, Metric>>;

type Catalogue = typeof CATALOGUE;
type OfKind<K extends Metric['kind']> = { [N in keyof Catalogue]: Catalogue[N]['kind'] extends K ? N : never }[keyof Catalogue];

export type Counter = OfKind<'counter'>;
export type Gauge = OfKind<'gauge'>;
export type Histogram = OfKind<'histogram'>;
export type Labels<N extends keyof Catalogue> = Readonly<Record<Catalogue[N]['labels'][number], string>>;
