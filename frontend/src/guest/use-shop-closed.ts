import { isOpenAt } from '@tableorder/contract/hours.rules';
import type { GuestSettings } from '@tableorder/contract/settings';
import { useMemo, useSyncExternalStore } from 'react';
import { nextServed } from '../features/menu/guest-served.rules.ts';
import type { ShopClosed } from '../features/orders/guest-cart-view.ts';
import { useT } from '../i18n/guest.ts';
import { useNow } from '../lib/use-now.ts';

const SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;
/** Nobody waits longer before an open door. */
const LOOK_MS = 10_000;
const never = () => () => undefined;

/** The server's page is kept for many: only the guest's own screen knows what time it is. */
const useIsHere = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** What is said while the shop takes no orders; null while it is open. The same object until the words change. */
export function useShopClosed({ openingHours }: GuestSettings, timeZone: string): ShopClosed | null {
  const { t, locale } = useT();
  const at = useNow(LOOK_MS);
  const closed = useIsHere() && !isOpenAt(openingHours, at, timeZone);
  const next = closed && openingHours ? nextServed(openingHours, at, timeZone) : null;
  const time = next?.from ?? null;
  const inDays = next?.inDays ?? 0;
  const weekday = next?.weekday ?? 0;
  return useMemo(() => {
    if (!closed) return null;
    const now = t('guest.closed.now');
    if (time === null) return { line: now, act: now };
    const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(SUNDAY + weekday * DAY_MS);
    const opens =
      inDays === 0
        ? t('guest.closed.opens', { time })
        : inDays === 1
          ? t('guest.closed.opens-tomorrow', { time })
          : t('guest.closed.opens-day', { day, time });
    return { line: `${now} ${opens}`, act: opens };
  }, [closed, time, inDays, weekday, t, locale]);
}
