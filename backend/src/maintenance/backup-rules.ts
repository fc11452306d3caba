import { dayAfter, type EpochMs, localDay, onTheWall } from '@tableorder/contract/time';
import type { Backup } from './backup-folder.ts';

/** A backup is missed when the last proven one is older: a day, and two hours for a box that was off. */
export const OVERDUE_MS = 26 * 3_600_000;
/** Failed backups are evidence, not protection: more of them would only fill the disk. */
const KEPT_FAILURES = 3;

type Known = Pick<Backup, 'at' | 'state'>;

/** The newest that was proven; one from the future is a clock's mistake and says nothing about now. */
export const newestProven = <B extends Known>(backups: readonly B[], now: EpochMs): B | undefined =>
  backups.filter(({ at, state }) => state === 'proven' && at <= now).sort((a, b) => b.at - a.at)[0];

/** Whether the latest daily moment has passed without a proven backup since. */
export function isDue(backups: readonly Known[], now: EpochMs, atMinutes: number, timeZone: string): boolean {
  const wall = onTheWall(now, timeZone);
  const dueOn = wall.minutes >= atMinutes ? wall.day : dayAfter(wall.day, -1);
  const newest = newestProven(backups, now);
  if (!newest) return true;
  const made = onTheWall(newest.at, timeZone);
  return (made.day as string) < dueOn || (made.day === dueOn && made.minutes < atMinutes);
}

interface Keeping {
  readonly now: EpochMs;
  readonly days: number;
  readonly timeZone: string;
}

/**
 * What may go after a backup was proven. Never the newest proven one, nothing of the future, and of what is too old only the oldest
 * day's at a time: a clock that jumped ahead must not empty the folder.
 */
export function expired<B extends Known>(backups: readonly B[], { now, days, timeZone }: Keeping): B[] {
  const dayOf = ({ at }: Known): string => localDay(at, timeZone);
  const oldestKept: string = dayAfter(localDay(now, timeZone), 1 - days);
  const kept = new Set([newestProven(backups, now), newestProven(backups, Number.POSITIVE_INFINITY)]);
  const old = backups.filter((backup) => backup.at <= now && dayOf(backup) < oldestKept && !kept.has(backup));
  const oldest = old.map(dayOf).sort()[0];
  return old.filter((backup) => dayOf(backup) === oldest);
}

/** Failed ones beyond the last few, whatever their age. */
export const surplusFailures = <B extends Known>(backups: readonly B[]): B[] =>
  backups
    .filter(({ state }) => state !== 'proven')
    .sort((a, b) => b.at - a.at)
    .slice(KEPT_FAILURES);
