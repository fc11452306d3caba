import type { CategoryId, MenuId, OptionGroupId, StoreId } from '@tableorder/contract/ids';
import type { ImportFault, ImportReport } from '@tableorder/contract/menu.exchange';
import { problem } from '@tableorder/contract/problem';
import { type Cell, writeCsv } from '../../http/csv.ts';
import { decodeText, readCsv } from '../../http/csv-read.ts';
import type { Reading, Trx } from '../../infra/db/db.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { putState } from './menu.availability.ts';
import { putNewCategory } from './menu.categories.ts';
import { menuChanged } from './menu.changes.ts';
import { type MenuDeps, needItem, putItemChange, putNewItem, wrote } from './menu.commands.ts';
import { type CsvForm, csvHead, fromCsv, toCells } from './menu.exchange.csv.rules.ts';
import {
  type ImportPlan,
  type Incoming,
  type Place,
  type Present,
  placeKey,
  placesOf,
  planImport,
  type Step,
  shortened,
  toExchange,
} from './menu.exchange.rules.ts';
import { checkShape, MOST_LINES } from './menu.exchange.shapes.rules.ts';
import { readLibrary } from './menu.library.ts';
import { planGroups, saveGroup } from './menu.options.ts';
import { readAdminCategories, readAdminItems } from './menu.reads.ts';
import { findCsvForm } from './menu.sql.ts';

/** Reads everything that a file is held against. */
async function readPresent(reading: Reading, deps: Pick<MenuDeps, 'clock'>, storeId: StoreId): Promise<Present & { form: CsvForm }> {
  const form = await reading.first(findCsvForm, { storeId });
  if (!form) throw problem('not-found', {});
  return {
    form,
    categories: await readAdminCategories(reading, storeId),
    items: await readAdminItems(reading, storeId, deps.clock.now()),
    library: await readLibrary(reading, storeId),
  };
}

/** The menu as a file that the import takes again. */
export function exportMenu(deps: MenuDeps, storeId: StoreId, who: Doer, format: 'csv' | 'json'): Promise<string> {
  return deps.db.inStore(storeId, async (trx) => {
    const { categories, items, form } = await readPresent(trx, deps, storeId);
    const places = placesOf(categories);
    const rows = items.map((item) => toExchange(item, places.get(item.categoryId) ?? { category: '', subcategory: null }));
    await wrote(trx, deps, storeId, who, {
      act: 'data.export',
      subjectId: null,
      subject: `menu.${format}`,
      details: { items: rows.length },
    });
    if (format === 'json') return `${JSON.stringify({ items: rows }, null, 2)}\n`;
    return writeCsv([csvHead(form), ...rows.map((row): Cell[] => toCells(row, form))]);
  });
}

interface Parsed {
  readonly format: 'csv' | 'json';
  readonly incoming: readonly Incoming[];
  readonly faults: readonly ImportFault[];
}

/** Problem `menu/import-unreadable` for bytes that are no text, or text that is neither kind of file. */
function parse(bytes: Uint8Array, form: CsvForm): Parsed {
  const text = decodeText(bytes)?.trimStart();
  if (text === undefined || text === '') throw problem('menu/import-unreadable', {});
  if (text.startsWith('{') || text.startsWith('[')) return { format: 'json', ...fromJson(text) };
  const records = readCsv(text);
  if (!records || records.length > MOST_LINES) throw problem('menu/import-unreadable', {});
  return { format: 'csv', ...fromCsv(records, form) };
}

function fromJson(text: string): Omit<Parsed, 'format'> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw problem('menu/import-unreadable', {});
    throw error;
  }
  const items: unknown = Array.isArray(file) ? file : (file as { items?: unknown }).items;
  if (!Array.isArray(items) || items.length > MOST_LINES) throw problem('menu/import-unreadable', {});
  const incoming: Incoming[] = [];
  const faults: ImportFault[] = [];
  for (const [at, raw] of (items as unknown[]).entries()) {
    const item = checkShape(raw);
    if (!Array.isArray(item)) incoming.push({ line: at + 1, item });
    else
      for (const { field, rule } of item)
        faults.push({ line: at + 1, field, rule, value: shortened((raw as Record<string, unknown> | null)?.[field]) });
  }
  return { incoming, faults };
}

/** What the file would do, or with `dryRun` false does: all of it, or with a fault nothing (Problem `menu/import-refused`). */
export async function importMenu(deps: MenuDeps, storeId: StoreId, who: Doer, bytes: Uint8Array, dryRun: boolean): Promise<ImportReport> {
  const plan = async (reading: Reading) => {
    const present = await readPresent(reading, deps, storeId);
    const { format, incoming, faults } = parse(bytes, present.form);
    return { format, present, planned: planImport(incoming, present, faults) };
  };
  if (dryRun) {
    const { format, planned } = await deps.db.read(plan);
    return { format, ...planned.report, written: false };
  }
  return deps.db.inStore(storeId, async (trx) => {
    const { format, present, planned } = await plan(trx);
    if (planned.report.faults.length > 0) throw problem('menu/import-refused', { faults: planned.report.faults });
    const menuIds = await carryOut(trx, deps, storeId, planned, present);
    const { added, changed, unchanged } = planned.report;
    const details = { format, added, changed, unchanged, categories: planned.categories.length, groups: planned.groups.length };
    await wrote(trx, deps, storeId, who, { act: 'menu.import', subjectId: null, subject: '', details });
    if (menuIds.length > 0) await menuChanged(trx, deps, storeId, menuIds);
    return { format, ...planned.report, written: true };
  });
}

async function carryOut(trx: Trx, deps: MenuDeps, storeId: StoreId, plan: ImportPlan, present: Present): Promise<MenuId[]> {
  const at = deps.clock.now();
  const categories = new Map([...placesOf(present.categories)].reverse().map(([id, place]) => [placeKey(place), id] as const));
  for (const place of plan.categories) categories.set(placeKey(place), await putNewCategory(trx, storeId, newCategory(place, categories)));
  const library = new Map([...present.library].reverse().map(({ id, name }) => [name, id] as const));
  for (const group of planGroups(plan.groups, [])) {
    await saveGroup(trx, storeId, group, at, at);
    library.set(group.name, group.id);
  }
  const menuIds: MenuId[] = [];
  for (const step of plan.steps) menuIds.push(await takeStep(trx, deps, storeId, step, { categories, library }));
  return menuIds;
}

function newCategory({ category, subcategory }: Place, categories: ReadonlyMap<string, CategoryId>) {
  if (subcategory === null) return { name: category };
  return { name: subcategory, parentId: needed(categories, placeKey({ category, subcategory: null })) };
}

/** The plan names only what is there or was made just now. */
function needed<K, V>(among: ReadonlyMap<K, V>, key: K): V {
  const found = among.get(key);
  if (found === undefined) throw new Error(`the plan left out ${String(key)}`);
  return found;
}

interface Made {
  readonly categories: ReadonlyMap<string, CategoryId>;
  readonly library: ReadonlyMap<string, OptionGroupId>;
}

async function takeStep(trx: Trx, deps: MenuDeps, storeId: StoreId, step: Step, { categories, library }: Made): Promise<MenuId> {
  const categoryId = needed(categories, placeKey(step.place));
  const groups = step.groups && {
    optionGroups: [...step.groups.own],
    libraryGroups: step.groups.library.map(({ name, place }) => ({ id: needed(library, name), place })),
  };
  const menuId = step.menuId ?? (await putNewItem(trx, deps, storeId, { ...step.facts, categoryId, ...groups }));
  if (step.menuId) {
    const change = { ...step.facts, ...(step.moves ? { categoryId } : {}), ...groups };
    await putItemChange(trx, deps, storeId, await needItem(trx, storeId, step.menuId), change);
  }
  if (step.state) {
    const item = await needItem(trx, storeId, menuId);
    await putState(trx, { storeId, item, state: step.state, until: null, at: deps.clock.now() });
  }
  return menuId;
}
