import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MenuId, StationId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { MenuItemChange, NewMenuItem } from '@tableorder/contract/menu.admin';
import type { OptionGroupInput } from '@tableorder/contract/menu.options';
import { asMoney } from '@tableorder/contract/money';
import type { DemoItem, DemoOptionGroup, Texts } from '../../demo/demo-item.ts';
import { demoMenu } from '../../demo/demo-menu.ts';
import { demoShop } from '../../demo/demo-shop.ts';
import { demoRecommended } from '../../demo/recommended.ts';
import type { Ports } from '../app.ts';
import { addPerson } from '../features/access/access.commands.ts';
import { SignIns } from '../features/access/access.sign-ins.ts';
import { setAvailability } from '../features/menu/menu.availability.ts';
import { addCategory } from '../features/menu/menu.categories.ts';
import { addMenuItem, changeMenuItem } from '../features/menu/menu.commands.ts';
import { setPicture } from '../features/menu/menu.pictures.ts';
import { readAdminItems } from '../features/menu/menu.reads.ts';
import { findSellable } from '../features/menu/menu.sellable.ts';
import type { Orderable } from '../features/orders/orders.rules.ts';
import { addStation, makeFirstStation } from '../features/stations/stations.commands.ts';
import { makeStore } from '../features/stores/stores.commands.ts';
import { makeTable } from '../features/tables/tables.commands.ts';
import type { Clock } from '../infra/clock/clock.ts';
import { markHalf, unmarkHalf } from './half-made.ts';
import { PAST_DAYS, seedPast } from './seed-past.ts';
import { chance, seedPresent } from './seed-present.ts';

const DAY_MS = 86_400_000;
const PICTURES = new URL('../../demo/pictures/', import.meta.url);
const LETTERS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', 'abcdefghijkmnpqrstuvwxyz'] as const;

/** A random password that people can copy from a terminal: four groups, each with upper case, lower case and a digit. */
const newPassword = (): string =>
  Array.from({ length: 4 }, () => LETTERS.map((set) => set.charAt(randomInt(set.length))).join('')).join('-');

const OTHERS: readonly Locale[] = ['en', 'ja', 'zh'];
const names = (texts: Texts) => Object.fromEntries(OTHERS.map((locale) => [locale, { name: texts[locale] }]));

const toGroup = (group: DemoOptionGroup): OptionGroupInput => ({
  name: group.name.ko,
  translations: names(group.name),
  min: group.min,
  max: group.max,
  options: group.options.map((option) => ({
    name: option.name.ko,
    translations: names(option.name),
    priceDelta: asMoney(option.priceDelta),
  })),
});

const translations = (item: DemoItem): NonNullable<MenuItemChange['translations']> =>
  Object.fromEntries(
    OTHERS.map((locale) => [
      locale,
      {
        name: item.name[locale],
        description: item.description[locale],
        ...(locale === 'en' && item.origin ? { origin: item.origin.en } : {}),
      },
    ]),
  );

const toItem = (item: DemoItem): Omit<NewMenuItem, 'categoryId'> => ({
  name: item.name.ko,
  description: item.description.ko,
  price: asMoney(item.price),
  translations: translations(item),
  badges: [...item.badges],
  allergens: [...item.allergens],
  origin: item.origin?.ko ?? null,
  spiceLevel: item.spiceLevel,
  alcohol: item.alcohol,
  optionGroups: item.optionGroups.map(toGroup),
});

export interface DemoSignIn {
  readonly store: string;
  readonly username: string;
  readonly password: string;
  /** Of the cook at the kitchen's display. */
  readonly kitchen: { readonly username: string; readonly password: string };
}

/** Fills an empty database with the demo shop, through the commands that real data comes through. Gives the owner's random sign-in. */
export async function seedDemo(ports: Ports): Promise<DemoSignIn> {
  const { db, clock, passwords } = ports;
  const username = 'owner';
  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  const kitchen = { username: 'kitchen', password: newPassword() };
  const kitchenHash = await passwords.hash(kitchen.password);
  const { store, staff } = await db.inServer(async (trx) => {
    await markHalf(trx, 'half-made-demo');
    const { code, name, currency, timeZone } = demoShop;
    const store = await makeStore(trx, { code, name: name.ko, currency, timeZone, locale: 'ko' }, clock.now());
    await makeFirstStation(trx, store, clock.now());
    await addPerson(trx, store.id, { username: kitchen.username, passwordHash: kitchenHash, role: 'kitchen' }, clock.now());
    return { store, staff: await addPerson(trx, store.id, { username, passwordHash, role: 'owner' }, clock.now()) };
  });
  await seedMenu(ports, store.id, await seedStations(ports, store.id));
  const signIns = new SignIns(ports);
  const tables: TableId[] = [];
  const owner = { staffId: staff.id, username, role: 'owner' } as const;
  // The tables stood there before the first of its past days.
  const before: Clock = { now: () => clock.now() - (PAST_DAYS + 1) * DAY_MS, monotonic: () => clock.monotonic() };
  for (const table of demoShop.tables) tables.push((await makeTable({ ...ports, clock: before, signIns }, store.id, owner, table)).id);
  const shop = { storeId: store.id, timeZone: store.timeZone, who: owner, tables };
  const roll = chance(7);
  const menu = await readMenu(ports, store.id);
  await seedPast(ports, shop, menu, roll);
  await seedPresent({ ...ports, signIns }, shop, menu, roll);
  signIns.close();
  await db.inServer((trx) => unmarkHalf(trx, 'half-made-demo'));
  return { store: store.code, username, password, kitchen };
}

/** What can be ordered now. */
async function readMenu({ db, clock }: Ports, storeId: StoreId): Promise<Orderable[]> {
  const ids = (await readAdminItems(db, storeId, clock.now())).map((item) => item.id);
  return [...(await findSellable(db, storeId, ids, clock.now())).values()].filter((item) => item.available && !item.soldOut);
}

/** The stations beside the kitchen, by the category they make. */
async function seedStations(ports: Ports, storeId: StoreId): Promise<ReadonlyMap<string, StationId>> {
  const byCategory = new Map<string, StationId>();
  for (const { name, categories, warnMs, lateMs } of demoShop.stations) {
    const { ko, ...others } = name;
    const station = { name: ko, names: others, warnMs, lateMs };
    const { id } = await addStation({ ...ports, itemsMoved: async () => {} }, storeId, null, station);
    for (const category of categories) byCategory.set(category, id);
  }
  return byCategory;
}

async function seedMenu(ports: Ports, storeId: StoreId, stations: ReadonlyMap<string, StationId>): Promise<void> {
  const soldOut: MenuId[] = [];
  const ids = new Map<string, MenuId>();
  for (const category of demoMenu) {
    const station = stations.get(category.key);
    const stationIds = station ? [station] : [];
    const { id: categoryId } = await addCategory(ports, storeId, null, { name: category.name.ko, translations: names(category.name) });
    for (const item of category.items) {
      const { id } = await addMenuItem(ports, storeId, null, { categoryId, stationIds, ...toItem(item) });
      ids.set(item.key, id);
      await setPicture(ports, storeId, null, id, await readFile(new URL(item.picture, PICTURES)));
      if (item.soldOut) soldOut.push(id);
    }
  }
  for (const [key, others] of Object.entries(demoRecommended)) {
    const [menuId, ...recommendedIds] = [key, ...others].flatMap((name) => ids.get(name) ?? []);
    if (menuId) await changeMenuItem(ports, storeId, null, menuId, { recommendedIds });
  }
  for (const id of soldOut) await setAvailability(ports, storeId, null, id, 'sold_out', null);
}
