import type { ServingHours } from '@tableorder/contract/menu';
import { type EpochMs, onTheWall } from '@tableorder/contract/time';

const WEEK = 7;
const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

export interface NextServed {
  /** 0 today, 1 tomorrow, … */
  readonly inDays: number;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  readonly from: string;
}

/** When an item that is outside its hours is served again, on the shop's clock. */
export function nextServed(hours: ServingHours, at: EpochMs, timeZone: string): NextServed | null {
  const { minutes, weekday: today } = onTheWall(at, timeZone);
  for (let inDays = 0; inDays <= WEEK; inDays++) {
    const weekday = (today + inDays) % WEEK;
    const starts = hours
      .filter(({ weekdays, from }) => weekdays.includes(weekday) && (inDays > 0 || minutesOf(from) > minutes))
      .map(({ from }) => from)
      .sort();
    if (starts[0] !== undefined) return { inDays, weekday, from: starts[0] };
  }
  return null;
}
