import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Log } from '../log/log.ts';
import { CATALOGUE, type Metric } from './catalogue.ts';
import type { Metrics, Sample } from './metrics.ts';

type Reader = () => Promise<readonly Sample<never>[]> | readonly Sample<never>[];

/** Metrics of one server in this process; two servers (in tests) do not share them. */
export function promMetrics(log: Log): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const readers = new Map<string, Reader>();
  const made = new Map<string, Counter | Histogram>();
  for (const [name, metric] of Object.entries<Metric>(CATALOGUE)) {
    const { help, labels } = metric;
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (metric.kind === 'counter') made.set(name, new Counter(common));
    else if (metric.kind === 'histogram') made.set(name, new Histogram({ ...common, buckets: [...(metric.buckets ?? [])] }));
    else
      new Gauge({
        ...common,
        async collect() {
          this.reset();
          // A value without labels would be told as 0 before it is known.
          if (labels.length === 0) this.remove();
          try {
            for (const { labels: of, value } of (await readers.get(name)?.()) ?? []) this.set(of, value);
          } catch (error) {
            log.warning('metrics', 'a value could not be read', { name }, error);
          }
        },
      });
  }
  return {
    count: (name, labels, by = 1) => (made.get(name) as Counter).inc(labels, by),
    took: (name, ms, labels) => (made.get(name) as Histogram).observe(labels, ms / 1000),
    gauge: (name, read) => void readers.set(name, read as Reader),
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
