import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MenuId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { MenuItemChange, NewMenuItem, OptionGroupInput } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import type { DemoItem, DemoOptionGroup, Texts } from '../../demo/demo-item.ts';
import { demoMenu } from '../../demo/demo-menu.ts';
import { demoShop } from '../../demo/demo-shop.ts';
import type { Ports } from '../app.ts';
import { addPerson } from '../features/access/access.commands.ts';
import { SignIns } from '../features/access/access.sign-ins.ts';
import { setAvailability } from '../features/menu/menu.availability.ts';
import { addCategory } from '../features/menu/menu.categories.ts';
import { addMenuItem } from '../features/menu/menu.commands.ts';
import { setPicture } from '../features/menu/menu.pictures.ts';
import { makeStore } from '../features/stores/stores.commands.ts';
import { makeTable } from '../features/tables/tables.commands.ts';
import { CannotOpenDatabase, type Db } from '../infra/db/db.ts';
import { seedWeek } from './seed-week.ts';

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
}

const HALF = 'half-made-demo';

/** A demo shop whose making was cut off has no sign-in that anybody knows: throws `CannotOpenDatabase` that says what to do. */
export async function refuseHalfDemo(db: Db): Promise<void> {
  const [half] = await db.find((query) => query.selectFrom('server_facts').select('name').where('name', '=', HALF));
  if (half) throw new CannotOpenDatabase('making the demo shop was cut off: delete the data folder and start again');
}

/** Fills an empty database with the demo shop, through the commands that real data comes through. Gives the owner's random sign-in. */
export async function seedDemo(ports: Ports): Promise<DemoSignIn> {
  const { db, clock, passwords } = ports;
  const username = 'owner';
  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  const { store, staff } = await db.inServer(async (trx) => {
    await trx.write((query) => query.insertInto('server_facts').values({ name: HALF, value: '' }));
    const { code, name, currency, timeZone } = demoShop;
    const store = await makeStore(trx, { code, name: name.ko, currency, timeZone, locale: 'ko' }, clock.now());
    return { store, staff: await addPerson(trx, store.id, { username, passwordHash, role: 'owner' }, clock.now()) };
  });
  await seedMenu(ports, store.id);
  const signIns = new SignIns(ports);
  const tables: TableId[] = [];
  for (const table of demoShop.tables) tables.push((await makeTable({ ...ports, signIns }, store.id, table)).id);
  await seedWeek({ ...ports, signIns }, { storeId: store.id, timeZone: store.timeZone, staffId: staff.id, tables });
  signIns.close();
  await db.inServer((trx) => trx.write((query) => query.deleteFrom('server_facts').where('name', '=', HALF)));
  return { store: store.code, username, password };
}

async function seedMenu(ports: Ports, storeId: StoreId): Promise<void> {
  const soldOut: MenuId[] = [];
  for (const category of demoMenu) {
    const { id: categoryId } = await addCategory(ports, storeId, { name: category.name.ko, translations: names(category.name) });
    for (const item of category.items) {
      const { id } = await addMenuItem(ports, storeId, { categoryId, ...toItem(item) });
      await setPicture(ports, storeId, id, await readFile(new URL(item.picture, PICTURES)));
      if (item.soldOut) soldOut.push(id);
    }
  }
  for (const id of soldOut) await setAvailability(ports, storeId, id, 'sold_out', null);
}
