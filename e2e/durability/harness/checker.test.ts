import type { FiledOrder, Order, OrderStatus, PlaceOrder } from '@tableorder/contract/orders';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../stream-reader.ts';
import { check, type Found, type FoundStore } from './checker.ts';
import { type History, newHistory, type Outcome, type Wish } from './history.ts';

const order = (number: string, more: Partial<FiledOrder> = {}): FiledOrder =>
  ({
    id: `id-${number}`,
    number,
    status: 'PENDING',
    items: [{ subtotal: 9000 }, { subtotal: 1000 }],
    totalAmount: 10_000,
    note: `key-${number}`,
    tableId: 't1',
    sessionId: 's1',
    createdAt: '2026-11-27T03:00:00.000Z',
    transitions: [{ to: 'PENDING' }],
    ...more,
  }) as unknown as FiledOrder;
const wish = (number: string, outcome: Outcome = 'ok', answers: readonly Order[] = outcome === 'ok' ? [order(number)] : []): Wish => ({
  ...{ store: 'shop-1', tablet: 'shop-1-1', key: `key-${number}`, body: {} as PlaceOrder, expected: 10_000, outcome, answers },
  ...{ sent: 1, lost: 0 },
});
const event = (seq: number, number?: string): Seen => ({
  id: `e.${seq}`,
  type: number ? 'order_created' : 'table_changed',
  data: { seq, ...(number ? { order: { id: `id-${number}`, number } } : {}) },
});
const screen = (...seen: Seen[]) => ({ name: 'screen 1', from: 0, seen });

/** Two orders, two screens, one bill: all well, before each test breaks one thing. */
function world(change: { wishes?: Wish[]; steps?: History['steps'] } & Partial<FoundStore> = {}): [History, Found] {
  const { wishes = [wish('001'), wish('002')], steps = [], ...store } = change;
  const history = { ...newHistory(), wishes, steps };
  const whole: FoundStore = {
    store: 'shop-1',
    orders: [order('001'), order('002')],
    bills: [{ tablet: 'shop-1-1', total: 20_000, orderIds: ['id-001', 'id-002'] }],
    screens: [screen(event(1, '001'), event(2, '002'))],
    end: 2,
    ...store,
  };
  return [history, { stores: [whole], damage: [] }];
}
const kinds = (...[history, found]: [History, Found]) => [...new Set(check(history, found).map(({ kind }) => kind))];
const step = (to: OrderStatus) => ({ to }) as FiledOrder['transitions'][number];

describe('the checker', () => {
  it('has nothing to say when all promises were kept, nor of what never came to an answer', () => {
    expect(check(...world())).toEqual([]);
    expect(check(...world({ wishes: [wish('001'), wish('002', 'unknown'), wish('003', 'unknown')] }))).toEqual([]);
    expect(check(...world({ wishes: [wish('001'), wish('002'), wish('003', 'refused')] }))).toEqual([]);
  });

  it('finds an order that was confirmed and is gone', () => {
    expect(kinds(...world({ wishes: [wish('001'), wish('002'), wish('003')] }))).toEqual(['lost']);
  });

  it('finds one key that made two orders, in the answers or in the books', () => {
    const twice = [wish('001'), wish('002', 'ok', [order('002'), order('002', { id: 'other' as Order['id'] })])];
    expect(kinds(...world({ wishes: twice }))).toEqual(['doubled']);
    const orders = [order('001'), order('002'), order('003', { note: 'key-002' })];
    const screens = [screen(event(1, '001'), event(2, '002'), event(3, '003'))];
    expect(kinds(...world({ orders, screens, end: 3 }))).toEqual(['doubled']);
  });

  it('finds what was refused or never wished for, and stands all the same', () => {
    expect(kinds(...world({ wishes: [wish('001'), wish('002', 'refused')] }))).toEqual(['phantom']);
    expect(kinds(...world({ wishes: [wish('001')] }))).toEqual(['phantom']);
  });

  it('finds an order of another shop', () => {
    expect(kinds(...world({ wishes: [wish('001'), { ...wish('002'), store: 'shop-2' }] }))).toEqual(['foreign']);
    const seen = [event(1, '001'), event(2, '002'), event(3, '999')];
    expect(kinds(...world({ screens: [screen(...seen)], end: 3 }))).toEqual(['foreign']);
  });

  it('finds what changed after it was confirmed, and a price that is not the menu’s', () => {
    expect(kinds(...world({ orders: [order('001'), order('002', { tableId: 't2' as Order['tableId'] })] }))).toEqual(['changed']);
    expect(kinds(...world({ wishes: [wish('001'), { ...wish('002'), expected: 9000 }] }))).toEqual(['changed']);
  });

  it('finds sums that do not agree', () => {
    const [first] = world()[1].stores[0]?.bills ?? [];
    if (!first) throw new Error('no bill');
    expect(kinds(...world({ bills: [{ ...first, total: 19_999 }] }))).toEqual(['sums']);
    const dear = { totalAmount: 10_001 as Order['totalAmount'] };
    const wishes = [wish('001'), { ...wish('002', 'ok', [order('002', dear)]), expected: 10_001 }];
    expect(kinds(...world({ wishes, orders: [order('001'), order('002', dear)], bills: [] }))).toEqual(['sums']);
  });

  it('finds two open orders of one number, and a number left out', () => {
    const same = { number: '001' as Order['number'] };
    const wishes = [wish('001'), wish('002', 'ok', [order('002', same)])];
    expect(kinds(...world({ wishes, orders: [order('001'), order('002', same)] }))).toEqual(['numbers']);
    expect(
      kinds(...world({ wishes: [wish('002')], orders: [order('002')], bills: [], screens: [screen(event(1, '002'))], end: 1 })),
    ).toEqual(['numbers']);
  });

  it('finds steps backwards, and a step that was confirmed and is gone', () => {
    const back = { status: 'CONFIRMED', transitions: [step('PENDING'), step('PREPARING'), step('CONFIRMED')] } as const;
    expect(kinds(...world({ orders: [order('001'), order('002', { ...back, transitions: [...back.transitions] })] }))).toEqual(['steps']);
    expect(kinds(...world({ steps: [{ store: 'shop-1', orderId: 'id-001', status: 'CONFIRMED' }] }))).toEqual(['steps']);
  });

  it.each([
    ['a hole', [event(1, '001'), event(3, '002')], 3],
    ['a repeat', [event(1, '001'), event(1, '001'), event(2, '002')], 2],
    ['a wrong order', [event(2, '002'), event(1, '001')], 2],
    ['an early end', [event(1, '001'), event(2, '002')], 3],
    ['an order that was never shown', [event(1, '001'), event(2)], 2],
  ])('finds %s in a screen’s stream', (_name, seen, end) => {
    expect(kinds(...world({ screens: [screen(...seen)], end }))).toEqual(['gap']);
  });

  it('finds a screen that was told to begin anew, damage in the file, and an answer nobody can explain', () => {
    expect(kinds(...world({ screens: [screen(event(1, '001'), event(2, '002'), { ...event(3), type: 'reset' })], end: 3 }))).toEqual([
      'gap',
    ]);
    const [history, found] = world();
    expect(kinds(history, { ...found, damage: ['row 7 missing from index'] })).toEqual(['integrity']);
    expect(kinds({ ...history, oddities: [{ who: 'tablet', what: 'was answered 500' }] }, found)).toEqual(['odd']);
  });
});
