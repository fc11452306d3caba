import type { OrderId, StationId } from '@tableorder/contract/ids';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import EyeOff from 'lucide-react/icons/eye-off';
import { useEffect } from 'react';
import { useT } from '../i18n/kitchen.ts';
import { someOf } from '../lib/some-of.ts';
import type { Chime, Voice } from '../lib/sound.ts';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';

const AGAIN_MS = 6_000;

export interface KitchenUnseenProps {
  readonly orders: readonly UnseenOrder[];
  /** Null at the pass, where every station's orders are seen. */
  readonly stationId: StationId | null;
  readonly sayStation: (id: StationId) => string;
  /** Brings a ticket of this screen into sight, such as one beyond its edge; null for an order that has none here. */
  readonly showOf: (orderId: OrderId) => (() => void) | null;
  readonly chime: Chime;
  readonly voice: Voice | null;
}

/** Orders that were not drawn where they should be: at another screen of the same station first, then at every one. Rings until they are. */
export function KitchenUnseen({ orders, stationId, sayStation, showOf, chime, voice }: KitchenUnseenProps) {
  const { t } = useT();
  const mine = orders.filter(
    ({ step, stationIds }) => step >= LAST_STEP || stationId === null || stationIds.length === 0 || stationIds.includes(stationId),
  );
  const calls = mine.map(({ orderId, step }) => `${orderId}-${step}`).join();
  useEffect(() => {
    if (calls === '' || voice === null) return;
    const ring = () => chime.play('order', voice);
    ring();
    const timer = setInterval(ring, AGAIN_MS);
    return () => clearInterval(timer);
  }, [calls, chime, voice]);
  const [first] = mine;
  const sayOne = ({ number, tableNumber, stationIds }: UnseenOrder) => {
    const of = { number, table: String(tableNumber) };
    if (stationIds.length === 0) return t('kitchen.unseen.nobody', of);
    return t('kitchen.unseen.station', { ...of, station: stationIds.map(sayStation).join(', ') });
  };
  const sayShort = ({ number, tableNumber }: UnseenOrder) => t('kitchen.unseen.short', { number, table: String(tableNumber) });
  const show = mine.flatMap(({ orderId }) => showOf(orderId) ?? [])[0];
  const way = show && (
    <button type="button" className={noticeWay} onClick={show}>
      {t('kitchen.unseen.show')}
    </button>
  );
  return (
    <div role="alert">
      {first && (
        <NoticeLine tone="danger" shape="bar" icon={<EyeOff aria-hidden="true" />} way={way}>
          {mine.length === 1 ? sayOne(first) : t('kitchen.unseen.many', { count: mine.length, orders: someOf(mine.map(sayShort)) })}
        </NoticeLine>
      )}
    </div>
  );
}
