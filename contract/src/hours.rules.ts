import type { ServingHours } from './menu.ts';
import { dayAfter, type EpochMs, minutesOf, onTheWall, startOfBusinessDay } from './time.ts';

/** Whether the wall clock stands in the hours; null is always. `to` at or before `from` is on the next day, and belongs to the weekday it began on. */
export function isWithinHours(hours: ServingHours | null, { minutes, weekday }: { minutes: number; weekday: number }): boolean {
  if (!hours) return true;
  return hours.some(({ weekdays, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return weekdays.includes(weekday) && minutes >= start && minutes < end;
    return (weekdays.includes(weekday) && minutes >= start) || (weekdays.includes((weekday + 6) % 7) && minutes < end);
  });
}

/** Whether the shop is open at an instant. */
export const isOpenAt = (hours: ServingHours | null, at: EpochMs, timeZone: string): boolean =>
  isWithinHours(hours, onTheWall(at, timeZone));

/** The next instant at which a closed shop opens; null for one that is always open. */
export function opensNextAt(hours: ServingHours | null, at: EpochMs, timeZone: string): EpochMs | null {
  if (!hours) return null;
  const { day, weekday } = onTheWall(at, timeZone);
  const openings = Array.from({ length: 8 }, (_, by) =>
    hours
      .filter(({ weekdays }) => weekdays.includes((weekday + by) % 7))
      .map(({ from }) => startOfBusinessDay(dayAfter(day, by), from, timeZone)),
  ).flat();
  return openings.filter((opening) => opening > at).sort((a, b) => a - b)[0] ?? null;
}
