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
  /** One series each, found again by its labels' values: putting them in order and together by the library costs more than counting. */
  const series = new Map<string, Counter.Internal | Histogram.Internal<string>>();
  const seriesOf = (name: string, labels: Readonly<Record<string, string>>) => {
    const key = [name, ...Object.values(labels)].join('\n');
    const known = series.get(key);
    if (known) return known;
    const found = (made.get(name) as Counter | Histogram).labels(labels);
    series.set(key, found);
    return found;
  };
  return {
    count: (name, labels, by = 1) => (seriesOf(name, labels) as Counter.Internal).inc(by),
    took: (name, ms, labels) => (seriesOf(name, labels) as Histogram.Internal<string>).observe(ms / 1000),
    gauge: (name, read) => void readers.set(name, read as Reader),
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
