import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import type { Ticket } from '@tableorder/contract/kitchen';
import { type LineState, lineState } from '@tableorder/contract/kitchen.rules';
import type { MenuItem } from '@tableorder/contract/menu';
import type { OrderItem } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import type { MenuWords } from './kitchen-words.ts';

export interface LineView {
  readonly itemId: OrderItemId;
  readonly quantity: number;
  readonly name: string;
  readonly options: readonly string[];
  readonly note: string | null;
  readonly allergens: MenuItem['allergens'];
  readonly state: LineState;
  readonly course: number | null;
  /** At the pass, how far each of its stations is; empty where there is one. */
  readonly at: readonly { readonly stationId: StationId; readonly state: LineState }[];
}

/** Speaks of an allergy, in the languages of the screens: the one word in an order that nobody may overlook. */
const ALLERGY = /알레르기|알러지|알레지|allerg|anaphyla|アレルギ|过敏|過敏/i;
export const speaksOfAllergy = (text: string | null): boolean => text !== null && ALLERGY.test(text);

/** How far a line is where several stations make it: done when all are, begun when one is. */
export function together(states: readonly LineState[]): LineState {
  if (states.every((state) => state === 'done')) return 'done';
  if (states.some((state) => state === 'started' || state === 'done')) return 'started';
  return states.some((state) => state === 'waiting') ? 'waiting' : 'held';
}

/** The same option several times is said once with its count. */
function optionWords(item: OrderItem, words: MenuWords): string[] {
  const counts = new Map<string, number>();
  const known = words.get(item.menuId)?.options;
  for (const option of item.options) {
    const name = known?.get(option.id) ?? option.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} × ${count}` : name));
}

/** The lines of a ticket that concern a station, all of them for null, in the order in which they were ordered. */
export function lineViews(
  { order, lines }: Ticket,
  stationId: StationId | null,
  words: MenuWords,
  allergens: 'noted' | 'always',
): LineView[] {
  return order.items.flatMap((item) => {
    const own = lines.filter((line) => line.itemId === item.id && (stationId === null || line.stationId === stationId));
    if (own.length === 0) return [];
    const states = own.map((line) => lineState(line, order));
    const dish = words.get(item.menuId);
    const shows = allergens === 'always' || speaksOfAllergy(item.note) || speaksOfAllergy(order.note);
    return {
      itemId: item.id,
      quantity: item.quantity,
      name: dish?.name ?? item.name,
      options: optionWords(item, words),
      note: item.note,
      allergens: shows ? (dish?.allergens ?? []) : [],
      state: together(states),
      course: own.find((line) => line.course !== null)?.course ?? null,
      at:
        stationId === null && own.length > 1 ? own.map((line, at) => ({ stationId: line.stationId, state: states[at] ?? 'waiting' })) : [],
    };
  });
}

/** How urgent a ticket is by its station's limits: a word and a shape beside the colour. */
export type Heat = 'fresh' | 'waiting' | 'warn' | 'late' | 'held';
/** A new ticket is called so for this long. */
export const FRESH_MS = 60_000;

/** `limits` are the station's; at the pass, the strictest of those that still have something of the ticket. */
export function heatOf(waitedMs: number | null, { warnMs, lateMs }: Pick<Station, 'warnMs' | 'lateMs'>): Heat {
  if (waitedMs === null) return 'held';
  if (waitedMs >= lateMs) return 'late';
  if (waitedMs >= warnMs) return 'warn';
  return waitedMs < FRESH_MS ? 'fresh' : 'waiting';
}

/** The limits a ticket is judged by: a station's own, or where it is seen whole the strictest of what is still open. */
export function limitsFor(
  { order, lines }: Ticket,
  stationId: StationId | null,
  stations: readonly Station[],
): Pick<Station, 'warnMs' | 'lateMs'> {
  const open = new Set(lines.filter((line) => lineState(line, order) !== 'done').map((line) => line.stationId));
  const meant = stations.filter(({ id }) => (stationId === null ? open.has(id) : id === stationId));
  return {
    warnMs: Math.min(...meant.map(({ warnMs }) => warnMs), Number.MAX_SAFE_INTEGER),
    lateMs: Math.min(...meant.map(({ lateMs }) => lateMs), Number.MAX_SAFE_INTEGER),
  };
}

/** Courses of a ticket that are held here, the next first. */
export const heldCourses = (views: readonly LineView[]): number[] =>
  [...new Set(views.flatMap(({ state, course }) => (state === 'held' && course !== null ? [course] : [])))].sort((a, b) => a - b);
