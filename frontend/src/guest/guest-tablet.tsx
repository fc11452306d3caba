import type { MenuItem } from '@tableorder/contract/menu';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { GuestSign } from '../features/access/guest-sign.ts';
import { startReporting } from '../features/devices/guest-report.ts';
import { useOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import type { Api } from '../lib/api.ts';
import { resetDisplay } from '../lib/display.ts';
import { throwApart } from '../lib/listeners.ts';
import { keepAwake } from '../lib/wake-lock.ts';
import { GuestAttract } from './guest-attract.tsx';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';

/** A table nobody touches for so long, with nothing ordered or chosen, is free. */
const IDLE_MS = 90_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

export interface GuestTabletProps {
  readonly party: Party;
  readonly sign: GuestSign;
  readonly api: Api;
}

/** What only a fixed tablet does: stay awake, say how it is, and invite whoever sits down. */
export function GuestTablet({ party, sign, api }: GuestTabletProps) {
  const { setLocale } = useT();
  const { swap } = usePlace();
  const { items } = useSyncExternalStore(party.menu.subscribe, party.menu.snapshot);
  const { guestLanguages } = useSyncExternalStore(party.settings.subscribe, party.settings.snapshot);
  const free = useFree(party, sign);
  const { resting, wake } = useResting(free);
  const { locale } = sign.store;
  const latest = useRef({ setLocale, swap });
  latest.current = { setLocale, swap };
  useEffect(() => keepAwake(), []);
  useEffect(() => startReporting(api), [api]);
  // Whoever sits down next finds the shop's own language and the top of the menu.
  useEffect(() => {
    if (!resting) return;
    latest.current.swap('/');
    scrollTo(0, 0);
    resetDisplay();
    void latest.current.setLocale(locale).catch(throwApart);
  }, [resting, locale]);
  const pictured = useMemo(() => [...items.values()].filter(isInviting), [items]);
  if (!resting) return null;
  return (
    <GuestAttract
      store={sign.store.name}
      table={sign.table.number}
      languages={[locale, ...guestLanguages.filter((other) => other !== locale)]}
      items={pictured}
      onBegin={wake}
    />
  );
}

const isInviting = ({ images, available, soldOut }: MenuItem): boolean => images.length > 0 && available && !soldOut;

/** Nobody has begun anything here. */
function useFree(party: Party, sign: GuestSign): boolean {
  const [opened, setOpened] = useState(false);
  const cart = useSyncExternalStore(party.cart.subscribe, party.cart.snapshot);
  const outbox = useSyncExternalStore(party.ordering.outbox.subscribe, party.ordering.outbox.snapshot);
  const calls = useSyncExternalStore(party.calls.subscribe, party.calls.snapshot);
  const taken = useSyncExternalStore(party.taken.subscribe, party.taken.snapshot);
  const { orders } = useOrders(party.orders);
  useEffect(() => {
    void party.cart.opened.then(() => setOpened(true)).catch(throwApart);
  }, [party]);
  const begun = [cart.lines, outbox.entries, calls, orders].some(({ length }) => length > 0);
  return opened && outbox.ready && !begun && !taken && sign.sessionId === null;
}

/** Free from the beginning, or again after a while without a touch. */
function useResting(free: boolean): { readonly resting: boolean; readonly wake: () => void } {
  const [touched, setTouched] = useState(false);
  const wake = useCallback(() => setTouched(true), []);
  useEffect(() => {
    if (!free || !touched) return;
    let timer = setTimeout(() => setTouched(false), IDLE_MS);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setTouched(false), IDLE_MS);
    };
    for (const touch of TOUCHES) addEventListener(touch, again, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) removeEventListener(touch, again);
    };
  }, [free, touched]);
  return { resting: free && !touched, wake };
}
