import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import type { AdminCategory, AdminMenuItem, MenuItemChange, NewMenuItem } from '@tableorder/contract/menu.admin';
import type { ImportFault, ImportReport, ImportRule } from '@tableorder/contract/menu.exchange';
import type { LibraryGroup, OptionGroupInput } from '@tableorder/contract/menu.options';
import { Problem } from '@tableorder/contract/problem';
import type { ExchangeGroup, ExchangeItem } from './menu.exchange.shapes.rules.ts';
import { type Choosable, checkOptions } from './menu.rules.ts';

/** The menu that a file is held against. */
export interface Present {
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
  readonly library: readonly LibraryGroup[];
}

/** One item of the file as it was read: only the fields that the file has. */
export interface Incoming {
  readonly line: number;
  readonly item: ExchangeItem;
}

/** What the file asks for, in an order in which it can be done. Places that do not exist yet are named. */
export interface ImportPlan {
  readonly categories: readonly Place[];
  readonly groups: readonly OptionGroupInput[];
  readonly steps: readonly Step[];
  readonly report: Omit<ImportReport, 'written' | 'format'>;
}
export interface Place {
  readonly category: string;
  readonly subcategory: string | null;
}
interface ItemGroupsOf {
  readonly own: readonly OptionGroupInput[];
  /** By name, with the place among all groups. */
  readonly library: readonly { readonly name: string; readonly place: number }[];
}
export interface Step {
  readonly menuId: MenuId | null;
  readonly place: Place;
  readonly facts: Omit<MenuItemChange, 'categoryId' | 'optionGroups' | 'libraryGroups' | 'version'> & Pick<NewMenuItem, 'name' | 'price'>;
  readonly moves: boolean;
  readonly groups: ItemGroupsOf | null;
  readonly state: AdminMenuItem['state'] | null;
}

export const placeKey = ({ category, subcategory }: Place): string => JSON.stringify([category, subcategory]);

/** Where each category stands, by its id. */
export function placesOf(categories: readonly AdminCategory[]): ReadonlyMap<CategoryId, Place> {
  const byId = new Map(categories.map((category) => [category.id, category]));
  return new Map(
    categories.map(({ id, name, parentId }) => {
      const parent = parentId === null ? undefined : byId.get(parentId);
      return [id, parent ? { category: parent.name, subcategory: name } : { category: name, subcategory: null }];
    }),
  );
}

/** The item as a file shows it. */
export function toExchange(item: AdminMenuItem, place: Place): Required<ExchangeItem> {
  const words = (id: string) => item.optionTranslations[id] ?? {};
  return {
    id: item.id,
    category: place.category,
    subcategory: place.subcategory,
    name: item.name,
    price: item.price,
    description: item.description,
    state: item.state,
    badges: item.badges,
    allergens: item.allergens,
    origin: item.origin,
    spiceLevel: item.spiceLevel,
    alcohol: item.alcohol,
    servingHours: item.servingHours,
    dailyStock: item.dailyStock,
    translations: item.translations,
    options: item.optionGroups.map(({ id, options, ...group }) => ({
      ...(item.libraryGroupIds.includes(id) ? { library: true } : {}),
      ...group,
      translations: words(id),
      options: options.map(({ id: optionId, ...option }) => ({ ...option, translations: words(optionId) })),
    })),
  };
}

/** JSON with its keys in order, so that equal things read equal. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const plainGroup = ({ library, translations = {}, maxPerOption = 1, options, ...group }: ExchangeGroup) =>
  library
    ? { library, name: group.name }
    : {
        ...group,
        translations,
        maxPerOption,
        options: options.map(({ translations: words = {}, available = true, ...option }) => ({
          ...option,
          translations: words,
          available,
        })),
      };
const plainField = (field: string, value: unknown): string =>
  canonical(field === 'options' ? (value as readonly ExchangeGroup[]).map(plainGroup) : (value ?? null));

/** Own groups of the file with the ids of those that stand under the same names: carts that chose them stay good. */
function withIds(groups: readonly ExchangeGroup[], item: AdminMenuItem | undefined): OptionGroupInput[] {
  const own = item?.optionGroups.filter(({ id }) => !item.libraryGroupIds.includes(id)) ?? [];
  const taken = new Set<string>();
  const take = <T extends { id: string; name: string }>(among: readonly T[], name: string): T | undefined => {
    const found = among.find((one) => one.name === name && !taken.has(one.id));
    if (found) taken.add(found.id);
    return found;
  };
  return groups.map(({ library: _, options, ...group }) => {
    const known = take(own, group.name);
    return {
      ...(known ? { id: known.id } : {}),
      translations: {},
      maxPerOption: 1,
      ...group,
      options: options.map((option) => {
        const same = known && take(known.options, option.name);
        return { ...(same ? { id: same.id } : {}), translations: {}, available: true, ...option };
      }),
    };
  });
}

const FIELDS = [
  'name',
  'price',
  'description',
  'badges',
  'allergens',
  'origin',
  'spiceLevel',
  'alcohol',
  'servingHours',
  'dailyStock',
  'translations',
] as const;

/** Holds a file against the menu: what would be added and changed, and every line that cannot be. Nothing of it is done here. */
export function planImport(incoming: readonly Incoming[], present: Present, found: readonly ImportFault[]): ImportPlan {
  const planner = new Planner(present, found);
  for (const one of incoming) planner.take(one);
  return planner.plan();
}

class Planner {
  readonly #places: ReadonlyMap<CategoryId, Place>;
  readonly #known: Set<string>;
  readonly #items: Present['items'];
  readonly #library: Map<string, Choosable>;
  readonly #faults: ImportFault[];
  readonly #matched = new Set<MenuId>();
  readonly #addedNames = new Set<string>();
  readonly #categories: Place[] = [];
  readonly #groups: OptionGroupInput[] = [];
  readonly #steps: Step[] = [];
  readonly #lines: ImportReport['lines'] = [];
  #unchanged = 0;

  constructor({ categories, items, library }: Present, found: readonly ImportFault[]) {
    this.#places = placesOf(categories);
    this.#known = new Set([...this.#places.values()].map(placeKey));
    this.#items = items;
    this.#library = new Map(library.map((group) => [group.name, group]));
    this.#faults = [...found];
  }

  #fault(line: number, field: string, rule: ImportRule, value: unknown): void {
    this.#faults.push({ line, field, rule, value: shortened(value) });
  }

  take({ line, item }: Incoming): void {
    const place: Place = { category: item.category, subcategory: item.subcategory ?? null };
    const known = this.#match(item, place);
    if (known ? this.#matched.has(known.id) : this.#addedNames.has(`${placeKey(place)} ${item.name}`)) {
      this.#fault(line, item.id !== undefined && known ? 'id' : 'name', 'twice', item.name);
      return;
    }
    if (known) this.#matched.add(known.id);
    else this.#addedNames.add(`${placeKey(place)} ${item.name}`);
    if (!this.#check(line, item, known)) return;
    const fields = this.#fieldsOf(item, place, known);
    if (known && fields.length === 0) {
      this.#unchanged++;
      return;
    }
    this.#lines.push({ line, name: item.name, act: known ? 'change' : 'add', fields });
    this.#addPlace(place);
    this.#steps.push(this.#step(item, place, known, fields));
  }

  /** By id, else by name and category among those that no line has named yet. */
  #match(item: ExchangeItem, place: Place): AdminMenuItem | undefined {
    const byId = item.id === undefined ? undefined : this.#items.find(({ id }) => id === item.id);
    if (byId) return byId;
    const alike = this.#items.filter(({ name, categoryId }) => name === item.name && this.#keyOf(categoryId) === placeKey(place));
    return alike.find(({ id }) => !this.#matched.has(id)) ?? alike[0];
  }

  #keyOf(categoryId: CategoryId): string {
    const place = this.#places.get(categoryId);
    return place ? placeKey(place) : '';
  }

  #check(line: number, item: ExchangeItem, known: AdminMenuItem | undefined): boolean {
    const groups =
      item.options?.map((group) => (group.library ? (this.#library.get(group.name) ?? group) : group)) ?? known?.optionGroups ?? [];
    if (groups.length > 20) this.#fault(line, 'options', 'too-many', groups.length);
    else {
      try {
        checkOptions(
          item.price,
          groups.map(({ maxPerOption = 1, ...group }) => ({ ...group, maxPerOption })),
        );
        return true;
      } catch (refused) {
        if (!(refused instanceof Problem)) throw refused;
        const bounds = refused.key === 'menu/option-bounds';
        this.#fault(line, bounds ? 'options' : 'price', bounds ? 'bounds' : 'negative-price', item.name);
      }
    }
    return false;
  }

  #fieldsOf(item: ExchangeItem, place: Place, known: AdminMenuItem | undefined): string[] {
    const present = Object.keys(item).filter((field) => field !== 'id' && field !== 'category' && field !== 'subcategory');
    if (!known) return present;
    const stands = toExchange(known, this.#places.get(known.categoryId) ?? place) as Readonly<Record<string, unknown>>;
    const now = item as Readonly<Record<string, unknown>>;
    const differing = present.filter((field) => plainField(field, now[field]) !== plainField(field, stands[field]));
    return this.#keyOf(known.categoryId) === placeKey(place) ? differing : ['category', ...differing];
  }

  #addPlace(place: Place): void {
    for (const one of place.subcategory === null ? [place] : [{ category: place.category, subcategory: null }, place]) {
      if (this.#known.has(placeKey(one))) continue;
      this.#known.add(placeKey(one));
      this.#categories.push(one);
    }
  }

  #step(item: ExchangeItem, place: Place, known: AdminMenuItem | undefined, fields: readonly string[]): Step {
    const facts = Object.fromEntries(FIELDS.flatMap((field) => (item[field] === undefined ? [] : [[field, item[field]]]))) as Step['facts'];
    const regroups = item.options !== undefined && (!known || fields.includes('options'));
    return {
      menuId: known?.id ?? null,
      place,
      facts,
      moves: !known || fields.includes('category'),
      groups: regroups ? this.#groupsOf(item.options ?? [], known) : null,
      state: item.state !== undefined && (known ? fields.includes('state') : item.state !== 'available') ? item.state : null,
    };
  }

  #groupsOf(groups: readonly ExchangeGroup[], known: AdminMenuItem | undefined): ItemGroupsOf {
    for (const { library, ...group } of groups) {
      if (!library || this.#library.has(group.name)) continue;
      const [input] = withIds([group], undefined);
      if (!input) continue;
      this.#groups.push(input);
      this.#library.set(group.name, { ...group, maxPerOption: group.maxPerOption ?? 1 });
    }
    return {
      own: withIds(
        groups.filter(({ library }) => !library),
        known,
      ),
      library: groups.flatMap(({ library, name }, place) => (library ? [{ name, place }] : [])),
    };
  }

  plan(): ImportPlan {
    const added = this.#lines.filter(({ act }) => act === 'add').length;
    return {
      categories: this.#categories,
      groups: this.#groups,
      steps: this.#steps,
      report: {
        added,
        changed: this.#lines.length - added,
        unchanged: this.#unchanged,
        categoriesAdded: this.#categories.map(({ category, subcategory }) =>
          subcategory === null ? category : `${category} › ${subcategory}`,
        ),
        groupsAdded: this.#groups.map(({ name }) => name),
        faults: [...this.#faults].sort((a, b) => a.line - b.line),
        lines: this.#lines,
      },
    };
  }
}

const SHOWN = 60;
export const shortened = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};
