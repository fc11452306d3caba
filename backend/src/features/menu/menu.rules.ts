import { isWithinHours } from '@tableorder/contract/hours.rules';
import type { MenuOptionGroup, ServingHours } from '@tableorder/contract/menu';
import { add, isNegative, type Money } from '@tableorder/contract/money';
import { invalidField, problem } from '@tableorder/contract/problem';
import { type EpochMs, type LocalDay, minutesOf, onTheWall } from '@tableorder/contract/time';

/** What decides whether an item sells. */
export interface Selling {
  readonly hiddenAt: EpochMs | null;
  readonly soldOutAt: EpochMs | null;
  readonly soldOutUntil: EpochMs | null;
  readonly servingHours: ServingHours | null;
  readonly dailyStock: number | null;
  readonly stockOn: LocalDay | null;
  readonly stockUsed: number;
}

export type Wall = ReturnType<typeof onTheWall>;
/** An instant, and what it is on the store's wall. */
export interface Moment {
  readonly at: EpochMs;
  readonly wall: Wall;
}

export const momentOf = (at: EpochMs, timeZone: string): Moment => ({ at, wall: onTheWall(at, timeZone) });

/** What the day still has, null without a limit. What was used on another day does not count. */
export const stockLeft = ({ dailyStock, stockOn, stockUsed }: Selling, today: LocalDay): number | null =>
  dailyStock === null ? null : Math.max(0, dailyStock - (stockOn === today ? stockUsed : 0));

const isSwitchedOff = ({ soldOutAt, soldOutUntil }: Selling, at: EpochMs): boolean =>
  soldOutAt !== null && (soldOutUntil === null || soldOutUntil > at);

/** The switch as staff set it; an instant that has passed switches back by itself. */
export function stateOf(item: Selling, at: EpochMs): 'available' | 'sold_out' | 'hidden' {
  if (item.hiddenAt !== null) return 'hidden';
  return isSwitchedOff(item, at) ? 'sold_out' : 'available';
}

type Choices = Pick<MenuOptionGroup, 'min' | 'maxPerOption'> & { readonly options: readonly { readonly available: boolean }[] };

/** A required choice that nothing can meet any more sells the item out with it. */
const canBeChosen = ({ min, maxPerOption, options }: Choices): boolean =>
  options.filter(({ available }) => available).length * maxPerOption >= min;

/** Whether the item can be ordered, and whether selling out is why not. */
export function availability(item: Selling, groups: readonly Choices[], { at, wall }: Moment): { available: boolean; soldOut: boolean } {
  const soldOut = isSwitchedOff(item, at) || stockLeft(item, wall.day) === 0 || !groups.every(canBeChosen);
  return { available: !soldOut && item.hiddenAt === null && isWithinHours(item.servingHours, wall), soldOut };
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * The instant up to which the items look as they do now. Clocks are changed, and days begin, only at full quarter hours; so within one
 * the wall moves evenly, and hours or daily stock are looked at again when it ends. `null` when time changes nothing.
 */
export function looksSameUntil(items: readonly Selling[], { at, wall }: Moment): EpochMs | null {
  const ends: EpochMs[] = [];
  const minuteBegan = at - (at % MINUTE_MS);
  for (const item of items) {
    if (item.soldOutAt !== null && item.soldOutUntil !== null && item.soldOutUntil > at) ends.push(item.soldOutUntil);
    if (item.servingHours || item.dailyStock !== null) ends.push(at - (at % QUARTER_MS) + QUARTER_MS);
    for (const { from, to } of item.servingHours ?? [])
      for (const edge of [minutesOf(from), minutesOf(to)]) ends.push(minuteBegan + (((edge - wall.minutes + 1439) % 1440) + 1) * MINUTE_MS);
  }
  return ends.length === 0 ? null : ends.reduce((first, end) => Math.min(first, end));
}

export interface Choosable {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly maxPerOption: number;
  readonly options: readonly { readonly priceDelta: Money }[];
}

/** The least that a group can add to the price: its forced choices at the lowest deltas, and every discount beyond them. */
function lowestOf({ min, max, maxPerOption, options }: Choosable): Money {
  const deltas = options.flatMap(({ priceDelta }) => Array<Money>(maxPerOption).fill(priceDelta)).sort((a, b) => a - b);
  return add(...deltas.slice(0, max).filter((delta, at) => at < min || isNegative(delta)));
}

/** Problem `menu/option-bounds` for a group that can't be chosen from, `menu/negative-price` when some choice would pay the guest. */
export function checkOptions(price: Money, groups: readonly Choosable[]): void {
  for (const { name, min, max, maxPerOption, options } of groups)
    if (min > max || max > options.length * maxPerOption) throw problem('menu/option-bounds', { group: name });
  const lowest = add(price, ...groups.map(lowestOf));
  if (isNegative(lowest)) throw problem('menu/negative-price', { lowest });
}

/** Until when an item is sold out; Problem `invalid` for an instant that has passed, or one beside another state. */
export function checkUntil(state: 'available' | 'sold_out' | 'hidden', until: EpochMs | null, at: EpochMs): void {
  if (until === null) return;
  if (state !== 'sold_out') throw invalidField('/until', 'sold-out-only');
  if (!(until > at)) throw invalidField('/until', 'future');
}

interface Placed {
  readonly id: string;
  readonly parentId: string | null;
}

/** Problem `menu/category-depth` unless the parent is at the top and what moves below it holds no categories. */
export function checkDepth(parent: Placed, moved: Placed | null, all: readonly Placed[]): void {
  const holdsOthers = moved !== null && all.some(({ parentId }) => parentId === moved.id);
  if (parent.parentId !== null || parent.id === moved?.id || holdsOthers) throw problem('menu/category-depth', {});
}

/** Whether the ids are these and each once. */
export const namesEachOnce = (ids: readonly string[], present: readonly string[]): boolean =>
  ids.length === present.length && new Set(ids).size === ids.length && new Set([...ids, ...present]).size === ids.length;

/** Whether the ids name whole levels: each category beside a named one is named too, and none twice. */
export function namesWholeLevels(ids: readonly string[], all: readonly Placed[]): boolean {
  const levels = new Set(all.filter(({ id }) => ids.includes(id)).map(({ parentId }) => parentId));
  const wanted = ids.length === 0 ? all : all.filter(({ parentId }) => levels.has(parentId));
  return namesEachOnce(
    ids,
    wanted.map(({ id }) => id),
  );
}

/** Categories as they stand on the screen: each of the top level, then what is below it. Takes them by position. */
export function inDisplayOrder<C extends Placed>(categories: readonly C[]): C[] {
  return categories
    .filter(({ parentId }) => parentId === null)
    .flatMap((top) => [top, ...categories.filter(({ parentId }) => parentId === top.id)]);
}

/** What guests meet: categories that hold an item, themselves or one level below. */
export function withItems<C extends Placed>(categories: readonly C[], holdsItem: (category: C) => boolean): C[] {
  const holding = new Set(categories.filter(holdsItem).map(({ id }) => id));
  return categories.filter(({ id }) => holding.has(id) || categories.some((below) => below.parentId === id && holding.has(below.id)));
}

const NAME_LENGTH = 100;

/** What a copy is called: `Name (2)`, the next free number, never longer than a name may be. */
export function copiedName(name: string, taken: ReadonlySet<string>): string {
  const stem = [...name.replace(/ \(\d{1,3}\)$/, '')];
  for (let number = 2; ; number++) {
    const mark = ` (${number})`;
    const wanted = `${stem.slice(0, NAME_LENGTH - mark.length).join('')}${mark}`;
    if (!taken.has(wanted)) return wanted;
  }
}
