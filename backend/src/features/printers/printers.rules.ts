import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import type { KitchenLine } from '@tableorder/contract/kitchen';
import type { Instant } from '@tableorder/contract/time';
import type { Ticket, TicketLine } from './printers.ticket.ts';

/** A station's part of an order: what a ticket is made of, and what the next one is compared with. */
export interface Part {
  readonly table: number;
  readonly note: string | null;
  readonly lines: readonly TicketLine[];
}

type Change = Pick<Ticket, 'movedFrom' | 'lines' | 'note'> & { readonly kind: 'ticket' | 'change' | 'cancel' };

/** Lines are the same dish when a cook makes the same of them: ids change when a guest sends the order anew. */
const dishOf = ({ name, options, note }: TicketLine): string => JSON.stringify([name, options, note]);

function byDish(lines: readonly TicketLine[]): Map<string, TicketLine> {
  const dishes = new Map<string, TicketLine>();
  for (const line of lines) {
    const known = dishes.get(dishOf(line));
    dishes.set(dishOf(line), known ? { ...known, quantity: known.quantity + line.quantity } : line);
  }
  return dishes;
}

/** What a cook has to learn: removed and changed dishes in the order they were in, then the added ones. */
function differences(before: readonly TicketLine[], now: readonly TicketLine[]): TicketLine[] {
  const [old, present] = [byDish(before), byDish(now)];
  const lines: TicketLine[] = [];
  for (const [dish, line] of old) {
    const left = present.get(dish);
    if (!left) lines.push({ ...line, mark: 'removed' });
    else if (left.quantity !== line.quantity) lines.push({ ...left, mark: 'changed', was: line.quantity });
  }
  for (const [dish, line] of present) if (!old.has(dish)) lines.push({ ...line, mark: 'added' });
  return lines;
}

/** The ticket that tells a station how its part came from what it was told last; null when there is nothing to tell. */
export function whatToTell(told: Part | null, now: Part): Change | null {
  if (!told || told.lines.length === 0)
    return now.lines.length === 0 ? null : { kind: 'ticket', movedFrom: null, lines: now.lines, note: now.note };
  if (now.lines.length === 0) return { kind: 'cancel', movedFrom: null, lines: told.lines, note: null };
  const lines = differences(told.lines, now.lines);
  const movedFrom = told.table === now.table ? null : told.table;
  const note = told.note === now.note ? null : now.note;
  return lines.length === 0 && movedFrom === null && note === null ? null : { kind: 'change', movedFrom, lines, note };
}

/** Dishes that the pass keeps for a course, or sends: told once for each time it was pressed. */
export interface CourseSlip {
  readonly kind: 'hold' | 'fire';
  readonly course: number;
  readonly at: Instant;
  readonly items: ReadonlySet<OrderItemId>;
}

/** What a station (all for null) has to hear of courses. Who starts or bumps a kept dish by hand needs no slip that says to. */
export function courseSlips(lines: readonly KitchenLine[], stationId: StationId | null): CourseSlip[] {
  const slips = new Map<string, CourseSlip & { readonly items: Set<OrderItemId> }>();
  for (const { itemId, stationId: of, course, heldAt, firedAt, startedAt, bumpedAt } of lines) {
    if (course === null || heldAt === null || startedAt !== null || bumpedAt !== null || (stationId !== null && of !== stationId)) continue;
    const kind = firedAt === null ? 'hold' : 'fire';
    const at = firedAt ?? heldAt;
    const key = `${kind} ${course} ${at}`;
    const slip = slips.get(key) ?? { kind, course, at, items: new Set<OrderItemId>() };
    slip.items.add(itemId);
    slips.set(key, slip);
  }
  return [...slips.values()];
}

/** Milliseconds until the next attempt: doubled with each failure up to `mostMs`, and scattered so that printers behind one switch do not come at once. */
export function backoffMs(failures: number, chance: number, { firstMs, mostMs }: { firstMs: number; mostMs: number }): number {
  return Math.min(mostMs, firstMs * 2 ** Math.max(0, failures - 1)) * (0.5 + chance / 2);
}
