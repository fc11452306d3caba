// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStorage } from './storage.ts';

interface Shelves {
  cart: { readonly lines: number };
  sign: string;
}

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe.each(['localstorage', 'memory'] as const)('%s, where IndexedDB is refused', (kind) => {
  beforeEach(() => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('indexedDB', { open: refuse });
    if (kind === 'memory') vi.stubGlobal('localStorage', { setItem: refuse });
  });

  test('keeps, changes, lists a shelf and forgets', async () => {
    const storage = await openStorage<Shelves>();
    expect(storage.kind).toBe(kind);
    await storage.set('cart', 'b', { lines: 2 });
    await storage.set('cart', 'a', { lines: 1 });
    await storage.set('sign', 'a', 'token');
    expect(await storage.all('cart')).toEqual([{ lines: 1 }, { lines: 2 }]);
    expect(await storage.change('cart', 'a', (old) => ({ lines: (old?.lines ?? 0) + 5 }))).toEqual({ lines: 6 });
    expect(await storage.change('cart', 'b', () => undefined)).toBeUndefined();
    await storage.delete('sign', 'a');
    expect([await storage.get('cart', 'a'), await storage.get('cart', 'b'), await storage.get('sign', 'a')]).toEqual([
      { lines: 6 },
      undefined,
      undefined,
    ]);
  });

  test(kind === 'memory' ? 'forgets at reload' : 'is there after a reload', async () => {
    await (await openStorage<Shelves>()).set('sign', 'a', 'token');
    expect(await (await openStorage<Shelves>()).get('sign', 'a')).toBe(kind === 'memory' ? undefined : 'token');
  });

  test('promises nothing', async () => {
    expect(await (await openStorage<Shelves>()).persist()).toBe(false);
  });
});
