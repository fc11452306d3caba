import type { CartGuest } from '@tableorder/contract/carts';
import type { CartGuestId } from '@tableorder/contract/ids';
import type { useT } from '../../i18n/guest.ts';
import type { CartLine } from './guest-cart.rules.ts';

export interface Company {
  readonly guests: readonly CartGuest[];
  readonly me: CartGuestId | null;
}
type T = ReturnType<typeof useT>['t'];

/** What a device is called at its table: the name somebody gave it, else its number. */
export const nameOf = ({ kind, number, nickname }: CartGuest, t: T): string =>
  nickname ?? (kind === 'tablet' ? t('guest.company.tablet') : t('guest.company.number', { number: String(number) }));

/** Who put the line in, where there is more than one who could have; null for a cart that nobody shares. */
export function addedBy({ by }: Pick<CartLine, 'by'>, { guests, me }: Company, t: T): string | null {
  if (guests.length < 2) return null;
  if (by === null || by === me) return t('guest.company.me');
  const guest = guests.find(({ id }) => id === by);
  return guest ? nameOf(guest, t) : null;
}
