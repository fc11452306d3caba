import type { Ports } from './app.ts';
import type { LiveHub } from './features/live/live.hub.ts';
import { countAllOpen, countAllTroubled } from './features/printers/printers.jobs.sql.ts';
import { countUnseen } from './features/receipts/receipts.reads.ts';

/** What is read only when somebody looks at the metrics. */
export function showGauges({ db, metrics, config, clock }: Pick<Ports, 'db' | 'metrics' | 'config' | 'clock'>, hub: LiveHub): void {
  metrics.gauge('tableorder_db_queued_commands', () => [{ labels: {}, value: db.load().queued }]);
  metrics.gauge('tableorder_db_connections', () => {
    const { busy, idle, waiting } = db.load();
    return Object.entries({ busy, idle, waiting }).map(([state, value]) => ({ labels: { state }, value }));
  });
  metrics.gauge('tableorder_stream_connections', () => [...hub.listeners()].map(([listener, value]) => ({ labels: { listener }, value })));
  metrics.gauge('tableorder_print_jobs', async () => {
    const counts = [...(await db.all(countAllOpen, {})), ...(await db.all(countAllTroubled, {}))];
    return counts.map(({ state, jobs }) => ({ labels: { state }, value: Number(jobs) }));
  });
  metrics.gauge('tableorder_unseen_orders', async () =>
    [...(await countUnseen({ db, clock }))].map(([step, value]) => ({ labels: { step: String(step) }, value })),
  );
  metrics.gauge('tableorder_build_info', () => [{ labels: { database: config.database.kind, node: process.versions.node }, value: 1 }]);
}
