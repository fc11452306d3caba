import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { noRedis } from '../../backend/test/redis-server.ts';
import { type Evening, playEvening } from './fleet/evening.ts';
import { FLEET_FAULT_NAMES } from './fleet/faults.ts';
import { buildSabotaged, SABOTAGES } from './harness/sabotage.ts';

const seed = Number(process.env.DURABILITY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const lacking = noRedis ?? (spawnSync('nginx', ['-v']).error ? 'nginx is not installed' : null);

describe.skipIf(lacking !== null)(
  `three backends on PostgreSQL and Redis (DURABILITY_SEED=${seed})${lacking ? `: skipped, ${lacking}` : ''}`,
  () => {
    const COMMON: Omit<Evening, 'plan'> = {
      seed,
      backends: 3,
      stores: 2,
      tablets: 10,
      screens: 2,
      restMs: 400,
      forMs: 0,
      faults: [],
      say: () => {},
    };

    it('while each of them fails: nothing confirmed is lost, doubled or changed, no screen misses or sees too much, and service is never away for long', async () => {
      const { violations, figures } = await playEvening({ ...COMMON, plan: FLEET_FAULT_NAMES });
      console.log(JSON.stringify(figures));
      expect(violations).toEqual([]);
      expect(figures.confirmed).toBeGreaterThan(200);
      expect(figures.resumed).toBeGreaterThan(4);
      // Service within 5 s after PostgreSQL is back, at once while another backend lives.
      for (const [fault, ms] of Object.entries(figures.longestGapMs)) expect(ms, fault).toBeLessThan(6000);
    });

    it('and the run sees a backend that remembers keys for itself alone', async () => {
      const program = await buildSabotaged(SABOTAGES['the key remembered beside the transaction']);
      const { violations } = await playEvening({ ...COMMON, program, plan: ['line', 'kill', 'line'] });
      expect(violations.map(({ kind }) => kind)).toContain('doubled');
    });
  },
);
