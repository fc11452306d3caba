import { describe, expect, it } from 'vitest';
import type { Kind } from './harness/checker.ts';
import { FAULT_NAMES, type FaultName } from './harness/nemesis.ts';
import { buildSabotaged, SABOTAGES, type Sabotage } from './harness/sabotage.ts';
import { type Torment, torment } from './harness/torment.ts';

const seed = Number(process.env.DURABILITY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const COMMON: Omit<Torment, 'plan'> = {
  seed,
  forMs: 0,
  stores: 2,
  tablets: 10,
  screens: 2,
  restMs: 400,
  fileSystem: 'ext4',
  say: () => {},
};

describe(`two shops at work while everything breaks (DURABILITY_SEED=${seed})`, () => {
  // Each fault once, and the two that lose most three times; every fault has something of the one before to heal.
  it.for([
    ['ext4', [...FAULT_NAMES, 'power', 'kill', 'power']],
    ['xfs', ['power', 'kill', 'full', 'power']],
  ] as const)(
    'on %s: nothing confirmed is lost, doubled or changed, no screen misses or sees too much',
    async ([fileSystem, plan], context) => {
      const { violations, figures } = await torment({ ...COMMON, fileSystem, plan });
      console.log(JSON.stringify(figures));
      expect(violations).toEqual([]);
      expect(figures.confirmed).toBeGreaterThan(200);
      expect(figures.lostAnswers).toBeGreaterThan(20);
      expect(figures.resumed).toBeGreaterThan(4);
      if (figures.leftOut.length > 0) context.skip(`not all faults: ${figures.leftOut.join('; ')}`);
    },
  );
});

const PROOFS: readonly { what: keyof typeof SABOTAGES; plan: readonly FaultName[]; seen: readonly Kind[] }[] = [
  { what: 'no sync', plan: ['power', 'power', 'power'], seen: ['lost'] },
  { what: 'the key remembered beside the transaction', plan: ['line', 'kill', 'kill'], seen: ['doubled'] },
  { what: 'a query without the store', plan: ['line'], seen: ['foreign'] },
];

describe('the run sees what is wrong with a server that is made worse on purpose', () => {
  it.for(PROOFS)('$what', async ({ what, plan, seen }, context) => {
    const sabotage: Sabotage = SABOTAGES[what];
    const program = await buildSabotaged(sabotage);
    const { violations, figures } = await torment({ ...COMMON, plan, program });
    if (plan.some((name) => !figures.faults[name])) return context.skip(figures.leftOut.join('; '));
    const kinds = new Set(violations.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining([...seen]));
  });
});
