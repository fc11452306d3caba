import { useEffect, useRef } from 'react';
import type { LineFault } from '../features/orders/guest-cart.rules.ts';
import type { CartView } from '../features/orders/guest-cart-view.ts';
import { useT } from '../i18n/guest.ts';
import { useToasts } from '../ui/toast.tsx';
import { usePlace } from './guest-paths.ts';

/** A line that the menu no longer carries is never dropped in silence: the guest hears of it once, when it happens. Who has the cart open reads it there. */
export function useFaultNews(cart: CartView): void {
  const { t } = useT();
  const toasts = useToasts();
  const seen = usePlace().place.kind === 'cart';
  const known = useRef<ReadonlyMap<string, LineFault | null>>(new Map());
  useEffect(() => {
    for (const { line, name, fault } of cart.lines) {
      const before = known.current.get(line.id);
      if (fault === null || before === undefined || before === fault || line.refusal !== null || seen) continue;
      toasts.show({ text: t(`guest.news.${fault}`, { name }), tone: 'problem', key: `fault-${line.id}` });
    }
    known.current = new Map(cart.lines.map(({ line, fault }) => [line.id, fault]));
  }, [cart, t, toasts, seen]);
}
