import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricsPage } from '../../metrics-page.ts';
import { testLog } from '../log/test-log.ts';
import { promMetrics } from './prom.ts';

const textOf = async (metrics: ReturnType<typeof promMetrics>) => (await metrics.text()).text;

it('has printed the page from the catalogue', () => {
  const page = readFileSync(new URL('../../../../docs/operations/metrics.md', import.meta.url), 'utf8');
  expect(page, 'run: node backend/src/metrics-page.ts --write').toBe(metricsPage());
});

describe('metrics for Prometheus', () => {
  it('count, and measure in seconds what took ms', async () => {
    const metrics = promMetrics(testLog());
    metrics.count('tableorder_events_total', { type: 'order_created' });
    metrics.count('tableorder_events_total', { type: 'order_created' }, 2);
    metrics.took('tableorder_db_commit_seconds', 4, {});
    const text = await textOf(metrics);
    expect(text).toContain('tableorder_events_total{type="order_created"} 3');
    expect(text).toContain('tableorder_db_commit_seconds_sum 0.004');
    expect(text).toContain('tableorder_db_commit_seconds_bucket{le="0.0025"} 0');
    expect(text).toContain('tableorder_db_commit_seconds_bucket{le="0.005"} 1');
  });

  it('ask for what is now, each time anew: a value that is gone is told no more', async () => {
    const metrics = promMetrics(testLog());
    let steps = ['1', '2'];
    metrics.gauge('tableorder_unseen_orders', async () => steps.map((step) => ({ labels: { step }, value: 4 })));
    expect(await textOf(metrics)).toContain('tableorder_unseen_orders{step="2"} 4');
    steps = ['1'];
    const text = await textOf(metrics);
    expect(text).toContain('tableorder_unseen_orders{step="1"} 4');
    expect(text).not.toContain('step="2"');
    expect(text).not.toMatch(/^tableorder_backup_last_proven_timestamp_seconds/m);
  });

  it('leave out what cannot be read, say it in the log, and tell the rest', async () => {
    const log = testLog();
    const metrics = promMetrics(log);
    metrics.gauge('tableorder_print_jobs', async () => {
      throw new Error('the database is away');
    });
    metrics.gauge('tableorder_db_queued_commands', () => [{ labels: {}, value: 7 }]);
    const text = await textOf(metrics);
    expect(text).toContain('tableorder_db_queued_commands 7');
    expect(text).not.toMatch(/^tableorder_print_jobs/m);
    expect(log.records.map(({ message }) => message)).toEqual(['a value could not be read']);
  });

  it('are each server’s own', async () => {
    const [one, other] = [promMetrics(testLog()), promMetrics(testLog())];
    one.count('tableorder_cache_reads_total', { result: 'hit' });
    expect(await textOf(other)).not.toContain('result="hit"');
  });

  it('tell of the runtime too', async () => {
    const text = await textOf(promMetrics(testLog()));
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total'])
      expect(text).toContain(name);
  });
});
