import type { Metrics } from '../metrics/metrics.ts';
import type { Cache } from './cache.ts';

/** The same cache; each read is counted as found or not. */
export const countedCache = (cache: Cache, metrics: Pick<Metrics, 'count'>): Cache => ({
  ...cache,
  async get(key) {
    const value = await cache.get(key);
    metrics.count('tableorder_cache_reads_total', { result: value === null ? 'miss' : 'hit' });
    return value;
  },
});
