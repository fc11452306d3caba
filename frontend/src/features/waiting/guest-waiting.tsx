import type { MenuId } from '@tableorder/contract/ids';
import Clock3 from 'lucide-react/icons/clock-3';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useT } from '../../i18n/guest.ts';
import { throwApart } from '../../lib/listeners.ts';
import { useNow } from '../../lib/use-now.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './guest-waiting.module.css';
import type { GuestWaitingStore, WaitingTold } from './guest-waiting-told.ts';

/** The cart is still being filled: one question when the hand rests. */
const REST_MS = 300;
const AGAIN_MS = 30_000;
const LOOK_MS = 5_000;

export interface GuestWaitingProps {
  readonly waiting: GuestWaitingStore;
  readonly items: readonly MenuId[];
}

/** By the order button: how long it takes if it is ordered now, where the shop knows it, and that the kitchen is busy. */
export function GuestWaiting({ waiting, items }: GuestWaitingProps) {
  const { t } = useT();
  const news = useSyncExternalStore(waiting.subscribe, waiting.snapshot);
  const [told, setTold] = useState<WaitingTold | null>(null);
  const now = useNow(LOOK_MS);
  const asked = [...new Set(items)].sort().join();
  useEffect(() => {
    if (asked === '') {
      setTold(null);
      return;
    }
    let over = false;
    const read = () =>
      void waiting
        .read(asked)
        .then((answer) => over || setTold(answer))
        .catch(throwApart);
    const soon = setTimeout(read, news === 0 ? REST_MS : 0);
    const again = setInterval(read, AGAIN_MS);
    return () => {
      over = true;
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [waiting, asked, news]);
  const { range = null } = told ?? {};
  const busy = told?.busy && (told.busy.untilAt === null || now < Date.parse(told.busy.untilAt)) ? told.busy : null;
  return (
    <div role="status" className={styles.place}>
      {(range || busy) && (
        <p className={classNames(styles.line, busy && styles.busy)}>
          <Clock3 aria-hidden="true" />
          <span>
            {busy && `${t('guest.waiting.busy')} `}
            {range
              ? t('guest.waiting.range', { from: String(range.fromMinutes), to: String(range.toMinutes) })
              : busy && t('guest.waiting.longer', { minutes: String(busy.minutes) })}
          </span>
        </p>
      )}
    </div>
  );
}
