import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';

const settled = async (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('a gate', () => {
  it('lets no more at once than it says, in the order they came', async () => {
    const door = gate({ atOnce: 2, waiting: 10, retryAfterS: 3 });
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        door.run(async () => {
          most = Math.max(most, ++inside);
          order.push(i);
          await pause();
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('refuses who would wait too far behind, without starting, and says when to come again', async () => {
    const door = gate({ atOnce: 1, waiting: 1, retryAfterS: 3 });
    let started = 0;
    const work = async () => {
      started += 1;
      await pause();
    };
    const results = await Promise.all([door.run(work), door.run(work), door.run(work)].map(settled));
    expect(results[2]).toMatchObject({ key: 'unavailable', retryAfterS: 3 });
    expect(started).toBe(2);
    await door.run(work);
    expect(started).toBe(3);
  });

  it('frees its place when the work fails, also at once', async () => {
    const door = gate({ atOnce: 1, waiting: 1, retryAfterS: 3 });
    const failing = [door.run(() => Promise.reject(new Error('one'))), door.run(() => Promise.reject(new Error('two')))];
    expect((await Promise.all(failing.map(settled))).map(String)).toEqual(['Error: one', 'Error: two']);
    const throws = () => {
      throw new Error('sync');
    };
    expect(String(await settled(door.run(throws)))).toBe('Error: sync');
    expect(await door.run(async () => 'free')).toBe('free');
  });

  it('refuses those who wait when it closes, and lets the one inside finish', async () => {
    const door = gate({ atOnce: 1, waiting: 5, retryAfterS: 3 });
    const inside = door.run(async () => {
      await pause();
      return 'done';
    });
    const waits = settled(door.run(async () => 'never'));
    door.close();
    expect(await waits).toMatchObject({ key: 'unavailable' });
    expect(await inside).toBe('done');
    expect(await settled(door.run(async () => 'never'))).toMatchObject({ key: 'unavailable' });
  });
});
