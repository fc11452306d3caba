import type { StationId } from '@tableorder/contract/ids';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import EyeOff from 'lucide-react/icons/eye-off';
import { useEffect } from 'react';
import { useT } from '../i18n/kitchen.ts';
import type { Chime, Voice } from '../lib/sound.ts';
import styles from './kitchen-unseen.module.css';

const AGAIN_MS = 6_000;

export interface KitchenUnseenProps {
  readonly orders: readonly UnseenOrder[];
  /** Null at the pass, where every station's orders are seen. */
  readonly stationId: StationId | null;
  readonly sayStation: (id: StationId) => string;
  readonly chime: Chime;
  readonly voice: Voice | null;
}

/** Orders that were not drawn where they should be: at another screen of the same station first, then at every one. Rings until they are. */
export function KitchenUnseen({ orders, stationId, sayStation, chime, voice }: KitchenUnseenProps) {
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
  return (
    <div role="alert">
      {mine.map(({ orderId, number, tableNumber, stationIds }) => {
        const of = { number, table: String(tableNumber) };
        return (
          <p key={orderId} className={styles.line}>
            <EyeOff aria-hidden="true" />
            {stationIds.length === 0
              ? t('kitchen.unseen.nobody', of)
              : t('kitchen.unseen.station', { ...of, station: stationIds.map(sayStation).join(', ') })}
          </p>
        );
      })}
    </div>
  );
}
