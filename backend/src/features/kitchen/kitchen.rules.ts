import type { StaffId } from '@tableorder/contract/ids';
import type { KitchenLine } from '@tableorder/contract/kitchen';
import type { LineState } from '@tableorder/contract/kitchen.rules';
import type { Instant } from '@tableorder/contract/time';

/** When and by whom. */
interface Now {
  readonly at: Instant;
  readonly byId: StaffId | null;
}

/** The line as it is afterwards, or null when it is not concerned. `named`: this line was pointed at, not the whole ticket. */
export type LineChange = (line: KitchenLine, state: LineState, now: Now, named: boolean) => KitchenLine | null;

/** Whoever points at a held line wants it now; a whole ticket leaves the courses that are not fired alone. */
const outOfReach = (state: LineState, named: boolean): boolean => state === 'done' || (state === 'held' && !named);
const fire = (line: KitchenLine, { at }: Now): KitchenLine =>
  line.heldAt === null || line.firedAt !== null ? line : { ...line, firedAt: at };

export const started: LineChange = (line, state, now, named) =>
  outOfReach(state, named) || state === 'started' ? null : { ...fire(line, now), startedAt: now.at, byId: now.byId };

/** A line that is bumped without having been started was started then: a figure of how long it took needs both. */
export const bumped: LineChange = (line, state, now, named) =>
  outOfReach(state, named) ? null : { ...fire(line, now), startedAt: line.startedAt ?? now.at, bumpedAt: now.at, byId: now.byId };

/** Back on the fire. The first start stays: the guest has waited since. */
export const recalled: LineChange = (line, state, now) =>
  state === 'done'
    ? { ...line, startedAt: line.startedAt ?? now.at, bumpedAt: null, recalledAt: now.at, byId: now.byId }
    : state === 'started'
      ? { ...line, startedAt: null, byId: now.byId }
      : null;

export const held =
  (course: number): LineChange =>
  (line, state, now) =>
    (state === 'waiting' || (state === 'held' && line.course !== course)) && line.recalledAt === null
      ? { ...line, course, heldAt: line.heldAt ?? now.at, firedAt: null, byId: now.byId }
      : null;

export const fired =
  (course: number): LineChange =>
  (line, state, now) =>
    state === 'held' && line.course === course ? { ...line, firedAt: now.at, byId: now.byId } : null;
