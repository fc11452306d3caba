import type { Static, TSchema } from './schema.ts';
import type { Instant } from './time.ts';

/** A feature's events: past facts by name, each with the schema of what it carries beside `type`, `seq` and `at`. */
export type EventShapes = { readonly [type: string]: TSchema };

export const events = <const E extends EventShapes>(shapes: E): E => shapes;

/** The event as a screen reads it from the stream. `seq` counts the store's events without a gap. */
export type EventOf<E extends EventShapes> = {
  [Type in keyof E & string]: { readonly type: Type; readonly seq: number; readonly at: Instant } & Static<E[Type]>;
}[keyof E & string];

/** Where a reader stands in a store's events: `<epoch>-<seq>`. The epoch changes when a backup is restored. */
export const formatCursor = (epoch: string, seq: number): string => `${epoch}-${seq}`;

/** The parts of a cursor, or null for anything that was never one. */
export function parseCursor(cursor: string): { epoch: string; seq: number } | null {
  const match = /^([A-Za-z0-9]{1,32})-(0|[1-9][0-9]{0,15})$/.exec(cursor);
  if (!match?.[1] || !match[2]) return null;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1], seq } : null;
}

/** Whether the event with this id is already in what was read at the cursor. A cursor of another epoch says nothing: then it is not. */
export function isIn(cursor: string, eventId: string): boolean {
  const stands = parseCursor(cursor);
  const event = parseCursor(eventId);
  return stands !== null && event !== null && stands.epoch === event.epoch && event.seq <= stands.seq;
}
