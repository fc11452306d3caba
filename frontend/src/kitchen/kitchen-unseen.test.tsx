// @vitest-environment happy-dom

import type { OrderId, StationId, TableId } from '@tableorder/contract/ids';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kitchenLanguage } from '../i18n/kitchen.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import type { Chime, Voice } from '../lib/sound.ts';
import { KitchenUnseen, type KitchenUnseenProps } from './kitchen-unseen.tsx';

const grill = 'grill' as StationId;
const bar = 'bar' as StationId;
const unseen = (number: string, { stationIds = [grill], step = 1 }: Partial<UnseenOrder> = {}): UnseenOrder => ({
  orderId: number as OrderId,
  number,
  tableId: 't' as TableId,
  tableNumber: 8,
  stationIds,
  step,
  since: toInstant(1_700_000_000_000),
});

const rang = vi.fn(() => true);
const chime: Chime = { play: rang, setVolume: () => {}, isUnlocked: () => true, subscribe: () => () => {}, close: () => {} };
const words = await kitchenLanguage.load('ko');

function at(stationId: StationId | null, orders: readonly UnseenOrder[], own: Partial<KitchenUnseenProps> = {}) {
  const props: KitchenUnseenProps = {
    orders,
    stationId,
    sayStation: (id) => ({ grill: '구이', bar: '바' })[id as 'grill' | 'bar'],
    showOf: () => null,
    chime,
    voice: 'bell' satisfies Voice,
    ...own,
  };
  return (
    <LanguageProvider start={{ language: kitchenLanguage, locale: 'ko', words }}>
      <KitchenUnseen {...props} />
    </LanguageProvider>
  );
}
const said = () => screen.getByRole('alert').textContent;

beforeEach(() => {
  vi.useFakeTimers();
  rang.mockClear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('an order that a station’s screen has not drawn rings at the other screens of that station, and not at another’s', () => {
  render(at(bar, [unseen('101')]));
  expect(said()).toBe('');
  expect(rang).not.toHaveBeenCalled();
  cleanup();
  render(at(grill, [unseen('101')]));
  expect(said()).toContain('8번 101번 주문을 구이 화면에서');
  expect(rang).toHaveBeenCalledTimes(1);
});

test.each([
  ['at the pass, where every order is seen', null, unseen('101')],
  ['where nobody at all has drawn it', bar, unseen('101', { stationIds: [] })],
  ['everywhere, when it rang in vain', bar, unseen('101', { step: LAST_STEP })],
])('it rings %s', (_, stationId, order) => {
  render(at(stationId, [order]));
  expect(said()).toContain('101');
  expect(rang).toHaveBeenCalledTimes(1);
});

test('it rings again every six seconds, at once for the next step, and is still when the order was drawn', () => {
  const { rerender } = render(at(grill, [unseen('101')]));
  vi.advanceTimersByTime(12_000);
  expect(rang).toHaveBeenCalledTimes(3);
  rerender(at(grill, [unseen('101', { step: LAST_STEP })]));
  expect(rang).toHaveBeenCalledTimes(4);
  rerender(at(grill, []));
  expect(said()).toBe('');
  vi.advanceTimersByTime(60_000);
  expect(rang).toHaveBeenCalledTimes(4);
});

test('a screen that was made quiet says it and does not ring', () => {
  render(at(grill, [unseen('101')], { voice: null }));
  expect(said()).toContain('101');
  vi.advanceTimersByTime(30_000);
  expect(rang).not.toHaveBeenCalled();
});

test('many are one line with the first by name, which leads to the first that stands on this screen', () => {
  const show = vi.fn();
  const orders = ['101', '102', '103', '104', '105'].map((number) => unseen(number));
  render(at(grill, orders, { showOf: (id) => (id === '102' ? show : null) }));
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(said()).toContain('주문 5건: 8번 테이블 101');
  screen.getByRole('button', { name: '보기' }).click();
  expect(show).toHaveBeenCalledTimes(1);
});
