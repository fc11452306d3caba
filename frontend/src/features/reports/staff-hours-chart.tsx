import { asMoney } from '@tableorder/contract/money';
import type { HourFigure } from '@tableorder/contract/reports';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { formatMoney, formatMoneyShort } from '../../ui/format-money.ts';
import { StaffBarChart } from './staff-bar-chart.tsx';

export interface StaffHoursChartProps {
  readonly hours: readonly HourFigure[];
  readonly before?: { readonly name: string; readonly hours: readonly HourFigure[] } | undefined;
  readonly series: string;
}

/** Hours between which nothing was ever sold are left off at both ends, so that the busy ones have room. */
function span(lists: readonly (readonly HourFigure[])[]): { first: number; last: number } {
  const busy = lists.flatMap((hours) => hours.filter((hour) => hour.orders > 0).map((hour) => hour.hour));
  return busy.length === 0 ? { first: 9, last: 21 } : { first: Math.min(...busy, 20), last: Math.max(...busy, Math.min(...busy) + 3) };
}

export function StaffHoursChart({ hours, before, series }: StaffHoursChartProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { first, last } = span([hours, before?.hours ?? []]);
  const shown = hours.filter(({ hour }) => first <= hour && hour <= last);
  const every = shown.length > 12 ? 3 : 1;
  return (
    <StaffBarChart
      title={t('staff.figures.by-hour')}
      series={series}
      besideSeries={before?.name}
      nameTitle={t('staff.figures.hour.title')}
      asTable={t('staff.figures.as-table')}
      say={(value) => formatMoney(asMoney(value), currency, locale)}
      sayShort={(value) => formatMoneyShort(asMoney(value), currency, locale)}
      bars={shown.map(({ hour, sales }) => ({
        key: String(hour),
        name: t('staff.figures.hour', { hour: String(hour) }),
        tick: hour % every === 0 ? String(hour) : '',
        value: sales,
        beside: before?.hours.find((other) => other.hour === hour)?.sales,
      }))}
    />
  );
}
