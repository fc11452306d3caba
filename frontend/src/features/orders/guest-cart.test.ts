import type { MenuId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import type { Storage } from '../../lib/storage.ts';
import { type CartShelves, openGuestCart } from './guest-cart.ts';
import type { StoredCart } from './guest-table-cart.rules.ts';

const PARTY = 'party';
const tea = { menuId: 'tea' as MenuId, name: '유자차', optionIds: [], quantity: 1, note: null, unitPrice: asMoney(5000) };

/** A disk that writes when it is let to, in order; `full` refuses. */
function slowDisk() {
  let kept: StoredCart | undefined;
  const waiting: (() => void)[] = [];
  const disk = { full: false, letWrite: () => waiting.splice(0).forEach((write) => void write()) };
  const storage: Storage<CartShelves> = {
    kind: 'memory',
    get: async () => kept as never,
    set: () => expect.unreachable(),
    delete: () => expect.unreachable(),
    all: () => expect.unreachable(),
    change: (_shelf, _key, change) =>
      new Promise((resolve, reject) => {
        waiting.push(() => {
          if (disk.full) return reject(new Error('disk full'));
          kept = change(kept as never) as StoredCart | undefined;
          resolve(kept as never);
        });
      }),
    persist: async () => true,
    close: () => undefined,
  };
  return { disk, storage };
}
const open = async (storage: Storage<CartShelves>) => {
  const cart = openGuestCart({ storage, api: null, party: PARTY });
  await cart.opened;
  return cart;
};
const amounts = (cart: ReturnType<typeof openGuestCart>) => cart.snapshot().lines.map(({ quantity }) => quantity);

test('a tap shows at once, before the disk has it, and a second one counts too', async () => {
  const { disk, storage } = slowDisk();
  const cart = await open(storage);
  const taps = [cart.add(tea), cart.add(tea)];
  expect(amounts(cart)).toEqual([2]);
  const [line] = cart.snapshot().lines;
  taps.push(cart.setQuantity(line?.id ?? '', 3));
  expect(amounts(cart)).toEqual([3]);
  disk.letWrite();
  await Promise.all(taps);
  expect(cart.snapshot().lines).toMatchObject([{ id: line?.id, quantity: 3 }]);
  expect((await open(storage)).snapshot().lines).toMatchObject([{ id: line?.id, quantity: 3 }]);
});

test('each state on the way is one that the taps made, also while the disk answers one by one', async () => {
  const { disk, storage } = slowDisk();
  const cart = await open(storage);
  const seen: number[] = [];
  cart.subscribe(() => seen.push(...amounts(cart)));
  const first = cart.add(tea);
  disk.letWrite();
  const second = cart.add(tea);
  await first;
  disk.letWrite();
  await second;
  expect(seen).toEqual([...seen].sort());
  expect(seen.at(-1)).toBe(2);
});

test('what the disk refuses is taken back and said, and the rest stays', async () => {
  const { disk, storage } = slowDisk();
  const cart = await open(storage);
  const kept = cart.add(tea);
  disk.letWrite();
  await kept;
  disk.full = true;
  const lost = cart.add({ ...tea, note: '뜨겁게' });
  expect(amounts(cart)).toEqual([1, 1]);
  disk.letWrite();
  await expect(lost).rejects.toThrow('disk full');
  expect(amounts(cart)).toEqual([1]);
});

test('a line taken away and put back is one line, shown with the key it is stored under', async () => {
  const { disk, storage } = slowDisk();
  const cart = await open(storage);
  const added = cart.add(tea);
  disk.letWrite();
  await added;
  const [line] = cart.snapshot().lines;
  if (!line) expect.unreachable();
  const acts = [cart.remove(line.id), cart.restore(line)];
  const shown = cart.snapshot().lines.map(({ id }) => id);
  expect(shown).toHaveLength(1);
  disk.letWrite();
  await Promise.all(acts);
  expect(cart.snapshot().lines.map(({ id }) => id)).toEqual(shown);
});
