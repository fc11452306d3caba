import type { Call } from '@tableorder/contract/calls';
import Bell from 'lucide-react/icons/bell';
import Languages from 'lucide-react/icons/languages';
import ReceiptText from 'lucide-react/icons/receipt-text';
import type { GuestOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import type { HeaderAct } from './guest-header.tsx';

interface Shown {
  readonly open: (path: string) => void;
  readonly orders: GuestOrders;
  readonly unsent: number;
  readonly calls: readonly Call[];
}

export function useHeaderActs({ open, orders, unsent, calls }: Shown): HeaderAct[] {
  const { t, locale } = useT();
  const count = orders.orders.length + unsent;
  return [
    {
      key: 'orders',
      icon: <ReceiptText aria-hidden="true" />,
      label: t('guest.orders.title'),
      count,
      countLabel: count > 0 ? t('guest.orders.count', { count }) : '',
      onPress: () => open('/orders'),
    },
    {
      key: 'call',
      icon: <Bell aria-hidden="true" />,
      label: t(calls.length > 0 ? 'guest.call.calling' : 'guest.call.short'),
      lit: calls.length > 0,
      onPress: () => open('/?over=call'),
    },
    {
      key: 'language',
      icon: <Languages aria-hidden="true" />,
      label: t(`ui.locale.${locale}`),
      onPress: () => open('/?over=language'),
    },
  ];
}
