import { expect, it, vi } from 'vitest';
import type { Duty, Work } from './duty.ts';

/** Work that says in `said` when it begins and has ended; its end takes a moment. */
export const workOf = (said: string[], name: string) => (): Work => {
  said.push(`${name} begins`);
  return {
    async stop() {
      await new Promise((resolve) => setTimeout(resolve, 5));
      said.push(`${name} ended`);
    },
  };
};

export const soon = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 5 });

/** What every driver must do for an instance that has no others beside it. */
export function dutySuite(open: () => Promise<Duty>): void {
  it('falls to the only one there is, and ends with it, once', async () => {
    const duty = await open();
    const said: string[] = [];
    duty.take(workOf(said, 'a'));
    await soon(() => expect(said).toEqual(['a begins']));
    expect(duty.isMine).toBe(true);
    await duty.close();
    expect(said).toEqual(['a begins', 'a ended']);
    await duty.close();
    expect(said).toHaveLength(2);
  });

  it('is let go of without ever having been taken', async () => {
    await (await open()).close();
  });
}
