import type { FiledOrder, OrderStatus } from '@tableorder/contract/orders';
import type { RecordedMoment } from '@tableorder/contract/receipts';
import type { Station } from '@tableorder/contract/stations';
import type { useT } from '../../i18n/staff.ts';
import { stationName } from '../../i18n/station-name.ts';

interface Known {
  readonly order: FiledOrder;
  readonly stations: readonly Station[];
}
type Speech = Pick<ReturnType<typeof useT>, 't' | 'locale'>;

/** One moment of an order in a sentence: which screen, station, dish or printer, by its name. */
export function sayMoment({ t, locale }: Speech, { what, stationId, itemId, detail }: RecordedMoment, { order, stations }: Known): string {
  const found = stations.find(({ id }) => id === stationId);
  const station = found ? stationName(found, locale) : t('staff.record.gone-station');
  const dish = order.items.find(({ id }) => id === itemId)?.name ?? t('staff.record.gone-dish');
  const printer = detail ?? t('staff.record.gone-printer');
  switch (what) {
    case 'stored':
      return t('staff.record.stored');
    case 'seen':
      if (stationId !== null) return t('staff.record.seen.station', { station });
      return t(detail === 'board' ? 'staff.record.seen.board' : 'staff.record.seen.pass');
    case 'escalated':
      return t(detail === '1' ? 'staff.record.rung.1' : 'staff.record.rung.2');
    case 'status':
      return t('staff.record.status', { status: t(`staff.status.${detail as OrderStatus}`) });
    case 'printed':
      return stationId === null ? t('staff.record.printed', { printer }) : t('staff.record.printed.station', { printer, station });
    case 'deleted':
      return t('staff.record.deleted', { reason: detail ?? '' });
    default:
      return t(`staff.record.${what}`, { station, dish });
  }
}
