import type { ServingHours } from '@tableorder/contract/menu';
import type { Key } from '../../i18n/staff.ts';
import { randomKey } from '../../lib/random-key.ts';

/** As on the wire, 0 Sunday … 6 Saturday; as text, for chips. In the order people plan a week. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '0'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const MOST_HOURS = 21;

export interface HoursDraft {
  readonly key: string;
  readonly weekdays: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

export const emptyHours = (): HoursDraft => ({ key: randomKey(), weekdays: WEEKDAYS, from: '', to: '' });

/** None is "always". */
export const hoursDraft = (hours: ServingHours | null): HoursDraft[] =>
  (hours ?? []).map(({ weekdays, from, to }) => ({
    key: randomKey(),
    weekdays: WEEKDAYS.filter((day) => weekdays.includes(Number(day))),
    from,
    to,
  }));

export const wireHours = (hours: readonly HoursDraft[]): ServingHours | null =>
  hours.length === 0 ? null : hours.map(({ weekdays, from, to }) => ({ weekdays: weekdays.map(Number), from, to }));

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export const hoursFaults = (hours: readonly HoursDraft[]): [string, Key][] =>
  hours.flatMap(({ weekdays, from, to }, index) => {
    const at = `/servingHours/${index}`;
    const faults: [string, Key][] = [];
    if (weekdays.length === 0) faults.push([`${at}/weekdays`, 'staff.menu.hours.days.wrong']);
    if (!isTime(from)) faults.push([`${at}/from`, 'staff.menu.hours.wrong']);
    if (!isTime(to)) faults.push([`${at}/to`, 'staff.menu.hours.wrong']);
    return faults;
  });
