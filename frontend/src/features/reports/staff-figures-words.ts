import { meanOf } from '@tableorder/contract/reports.rules';
import type { LocalDay } from '@tableorder/contract/time';
import type { Translate } from '../../i18n/language.ts';
import type { Key } from '../../i18n/staff.ts';

/** 12:00 of a local day, far from every midnight. */
const noon = (day: LocalDay): number => Date.parse(`${day}T12:00:00Z`);
/** A Sunday. */
const SUNDAY = Date.parse('2026-11-22T12:00:00Z');
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatIn(locale: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, shape]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC' });
  formats.set(key, known);
  return known;
}

/** `11월 23일 (월)`, with the year where it is not this one. */
export const sayDay = (day: LocalDay, locale: string, today: LocalDay = day): string =>
  formatIn(locale, {
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(noon(day));
/** `11. 23.`, for under a bar. */
export const sayShortDay = (day: LocalDay, locale: string): string =>
  formatIn(locale, { month: 'numeric', day: 'numeric' }).format(noon(day));
export const weekdayOf = (day: LocalDay, locale: string): string => formatIn(locale, { weekday: 'long' }).format(noon(day));
export const shortWeekday = (weekday: number, locale: string): string =>
  formatIn(locale, { weekday: 'short' }).format(SUNDAY + weekday * DAY_MS);

/** `3분 20초`; null where nothing was timed. */
export function sayMean(t: Translate<Key>, { orders, ms }: { readonly orders: number; readonly ms: number }): string | null {
  const seconds = meanOf(ms / 1000, orders);
  return seconds === null ? null : saySeconds(t, seconds);
}

export function saySeconds(t: Translate<Key>, seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes === 0 ? t('staff.figures.seconds', { seconds: rest }) : t('staff.figures.minutes', { minutes, seconds: rest });
}
