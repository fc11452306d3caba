import type { Order } from '@tableorder/contract/orders';
import { type RefObject, useEffect, useRef } from 'react';
import { useT } from '../i18n/guest.ts';
import { useToasts } from '../ui/toast.tsx';
import { usePlace } from './guest-paths.ts';

/** The order whose number fills the screen now, and where the focus goes after it. */
export function usePlacedMoment(
  placed: Order | null,
  onSeen: () => void,
): { readonly moment: Order | null; readonly main: RefObject<HTMLElement | null> } {
  const { t } = useT();
  const toasts = useToasts();
  const { place } = usePlace();
  const main = useRef<HTMLElement>(null);
  const busy = place.kind !== 'menu' && place.kind !== 'search' && place.kind !== 'review' && place.kind !== 'orders';
  const moment = busy ? null : placed;

  // An order that went out late does not take a guest away from what they are choosing.
  useEffect(() => {
    if (placed === null || !busy) return;
    toasts.show({ text: t('guest.placed.late', { number: placed.number }), tone: 'good', key: placed.id });
    onSeen();
  }, [placed, busy, toasts, t, onSeen]);

  const last = useRef(moment);
  const owed = useRef(false);
  const { kind } = place;
  useEffect(() => {
    // What had the focus before (the order button) has gone with the cart.
    if (last.current !== null && moment === null) owed.current = true;
    last.current = moment;
    // While the review still stands over it, the menu takes no focus; elsewhere the guest went by themselves.
    if (kind !== 'menu' && kind !== 'search' && kind !== 'review') owed.current = false;
    if (!owed.current || kind === 'review') return;
    // In the next frame: the dialog that closes gives the focus back first.
    const next = requestAnimationFrame(() => {
      owed.current = false;
      main.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(next);
  }, [moment, kind]);
  return { moment, main };
}
