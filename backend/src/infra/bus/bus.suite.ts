import { expect, it, vi } from 'vitest';
import type { Bus } from './bus.ts';

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 2 });
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 50));

/** What every driver of the bus must do. */
export function busSuite(open: () => Promise<Bus>): void {
  const test = (name: string, run: (bus: Bus) => Promise<void>) =>
    it(name, async () => {
      const bus = await open();
      try {
        await run(bus);
      } finally {
        await bus.close();
      }
    });

  test('nudges every listener of the topic and no other', async (bus) => {
    const heard: string[] = [];
    bus.subscribe('store:1', (payload) => void heard.push(`a:${payload}`));
    bus.subscribe('store:1', (payload) => void heard.push(`b:${payload}`));
    bus.subscribe('store:2', (payload) => void heard.push(`c:${payload}`));
    await bus.publish('store:1', '41');
    await eventually(() => expect(heard.sort()).toEqual(['a:41', 'b:41']));
    await aWhile();
    expect(heard).toHaveLength(2);
  });

  test('keeps the order of one publisher', async (bus) => {
    const heard: string[] = [];
    bus.subscribe('t', (payload) => void heard.push(payload));
    for (let i = 0; i < 200; i += 1) await bus.publish('t', String(i));
    await eventually(() => expect(heard).toEqual(Array.from({ length: 200 }, (_, i) => String(i))));
  });

  test('never calls a listener inside the call of the publisher', async (bus) => {
    let heard = 0;
    bus.subscribe('t', () => {
      heard += 1;
    });
    const published = bus.publish('t', 'x');
    expect(heard).toBe(0);
    await published;
    await eventually(() => expect(heard).toBe(1));
  });

  test('goes on when a listener throws or rejects', async (bus) => {
    const heard: string[] = [];
    bus.subscribe('t', () => {
      throw new Error('thrown');
    });
    bus.subscribe('t', () => Promise.reject(new Error('rejected')));
    bus.subscribe('t', (payload) => void heard.push(payload));
    await bus.publish('t', '1');
    await bus.publish('t', '2');
    await eventually(() => expect(heard).toEqual(['1', '2']));
  });

  test('lets one stop listening, twice if need be, without touching the others', async (bus) => {
    const heard: string[] = [];
    const listener = (payload: string) => void heard.push(payload);
    const stop = bus.subscribe('t', listener);
    bus.subscribe('t', listener);
    stop();
    stop();
    await bus.publish('t', 'x');
    await eventually(() => expect(heard).toEqual(['x']));
    await aWhile();
    expect(heard).toEqual(['x']);
  });

  test('lets a listener stop itself and start another while it is called', async (bus) => {
    const heard: string[] = [];
    const stop = bus.subscribe('t', (payload) => {
      stop();
      bus.subscribe('t', (later) => void heard.push(`later:${later}`));
      heard.push(payload);
    });
    await bus.publish('t', '1');
    await eventually(() => expect(heard).toEqual(['1']));
    await bus.publish('t', '2');
    await eventually(() => expect(heard).toEqual(['1', 'later:2']));
  });

  test('takes a nudge that nobody hears, also under a name that objects have', async (bus) => {
    await bus.publish('nobody', 'x');
    await bus.publish('__proto__', 'x');
    await bus.publish('constructor', 'x');
  });

  it('answers a ping until it is closed, closes twice, and is silent after that', async () => {
    const bus = await open();
    let heard = 0;
    bus.subscribe('t', () => {
      heard += 1;
    });
    await bus.ping();
    await bus.publish('t', 'x');
    await bus.close();
    await bus.close();
    const before = heard;
    await aWhile();
    expect(heard).toBe(before);
    await expect(bus.ping()).rejects.toThrow();
    await expect(bus.publish('t', 'x')).rejects.toThrow();
  });
}
