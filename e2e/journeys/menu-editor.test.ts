import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { changeMenuItem, listCategories, listMenuItems } from '@tableorder/contract/menu.admin';
import { call } from '../shop.ts';
import { expect, type OpenShop, sitDown, test } from './shop-test.ts';
import { openMenu } from './staff-menu-editor.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const namesIn = (list: Locator) => list.getByRole('heading', { level: 2 }).allTextContents();
const handle = (page: Page, name: string) => page.getByRole('button', { name: `${name} 옮기기` });

/** Carries with the mouse as a hand does: down, a little way, there, up. */
async function carry(page: Page, from: Locator, to: Locator): Promise<void> {
  // A row that is still gliding back is not yet where it was seen.
  await from.hover();
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not on the screen');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2 + 12, { steps: 3 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  // What it is over is known a frame after the move; a hand is not faster than that.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.mouse.up();
}

/**
 * Takes a row up with the keyboard once it rests: places are measured as they are at that moment, in a sheet that still slides
 * too. Then waits for the words of where it is, "taken up" being said before that, and for one timer more: the arrows are listened
 * for by a timer of the library's, and a key of ours comes before it when the machine is busy.
 */
async function takeUp(page: Page, name: string, number: number, count: number): Promise<void> {
  await handle(page, name).click({ trial: true });
  await handle(page, name).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(`${name}: ${count}개 중 ${number}번째.`, { exact: true })).toBeAttached();
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
}

const stored = async (shop: OpenShop, category: string): Promise<string[]> => {
  const { items } = await call(shop.url, listMenuItems, { token: shop.token });
  const id = items.find(({ name }) => name === category)?.categoryId;
  return items.filter(({ categoryId }) => categoryId === id).map(({ name }) => name);
};

test('items are put in order by mouse and by keyboard, and carried into another category', async ({ page, shop }) => {
  const list = await openMenu(page, shop);
  const before = await namesIn(list);
  const [first = '', second = '', third = ''] = before;
  await carry(page, handle(page, first), handle(page, third));
  const byMouse = [second, third, first, ...before.slice(3)];
  await expect.poll(() => namesIn(list)).toEqual(byMouse);
  await expect.poll(() => stored(shop, second)).toEqual(byMouse);

  await takeUp(page, second, 1, byMouse.length);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(`${second}: ${byMouse.length}개 중 2번째.`)).toBeAttached();
  await page.keyboard.press('Space');
  const byKeys = [third, second, first, ...before.slice(3)];
  await expect.poll(() => namesIn(list)).toEqual(byKeys);
  await expect.poll(() => stored(shop, second)).toEqual(byKeys);

  // Each key when the one before it was heard: a row that is still held by the keys takes no mouse.
  const held = handle(page, second).and(page.locator('[aria-pressed=true]'));
  await takeUp(page, second, 2, byKeys.length);
  await held.waitFor();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(`${second}: ${byKeys.length}개 중 1번째.`)).toBeAttached();
  await page.keyboard.press('Escape');
  await held.waitFor({ state: 'detached' });
  await expect.poll(() => namesIn(list)).toEqual(byKeys);

  const drinks = page.getByRole('navigation', { name: '분류' }).getByRole('button', { name: /^음료/ });
  await carry(page, handle(page, second), drinks);
  await expect(page.getByText(`${second}`).and(page.locator('h2'))).toHaveCount(0);
  await drinks.click();
  await expect(page.getByRole('list', { name: '음료 메뉴' })).toContainText(second);
});

test('categories change places and levels by keyboard', async ({ page, shop }) => {
  await openMenu(page, shop);
  await page.getByRole('main').getByRole('button', { name: '분류', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '분류' });
  const names = () => sheet.getByLabel('분류 이름').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  const before = await names();
  await takeUp(page, '디저트', before.length, before.length);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(`디저트: ${before.length}개 중 ${before.length - 1}번째.`)).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual([...before.slice(0, -2), '디저트', before.at(-2)]);
  await expect.poll(async () => (await call(shop.url, listCategories, { token: shop.token })).items.at(-2)?.name).toBe('디저트');
  await takeUp(page, '디저트', before.length - 1, before.length);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect
    .poll(async () => (await call(shop.url, listCategories, { token: shop.token })).items.find(({ name }) => name === '디저트')?.parentId)
    .toBeTruthy();
  await page.keyboard.press('Escape');
  const rail = page.getByRole('navigation', { name: '분류' });
  await expect(rail.getByRole('button', { name: /^디저트/ })).toHaveCSS('margin-left', '20px');
});

test('what is half written survives a reload, is asked about when left, and never overwrites another’s change', async ({ page, shop }) => {
  const list = await openMenu(page, shop);
  const [name = ''] = await namesIn(list);
  await page.getByRole('button', { name: `${name} 고치기` }).click();
  await page.getByRole('dialog').getByLabel('가격', { exact: true }).fill('7,770');
  await page.reload();
  const sheet = page.getByRole('dialog', { name });
  await expect(sheet.getByText('쓰던 내용을 다시 열었어요.')).toBeVisible();
  await expect(sheet.getByLabel('가격', { exact: true })).toHaveValue('7,770');
  await page.keyboard.press('Escape');
  const asked = page.getByRole('alertdialog', { name: '저장하지 않고 닫을까요?' });
  await asked.getByRole('button', { name: '계속 쓰기' }).click();

  const { items } = await call(shop.url, listMenuItems, { token: shop.token });
  const item = items.find((one) => one.name === name);
  if (!item) throw new Error(`${name} is not there`);
  await call(shop.url, changeMenuItem, { token: shop.token, params: { menuId: item.id }, body: { description: '다른 사람의 설명' } });
  await sheet.getByRole('button', { name: '저장' }).click();
  await expect(sheet.getByText('그사이에 다른 사람이 이 메뉴를 고쳤어요.')).toBeVisible();
  await expect(sheet.getByText('그사이 바뀐 것: 설명')).toBeVisible();
  await expect(sheet.getByLabel('가격', { exact: true })).toHaveValue('7,770');
  const after = (await call(shop.url, listMenuItems, { token: shop.token })).items.find(({ id }) => id === item.id);
  expect(after).toMatchObject({ price: item.price, description: '다른 사람의 설명' });
  await sheet.getByRole('button', { name: '바뀐 내용 보기' }).click();
  await expect(sheet.getByLabel('설명선택')).toHaveValue('다른 사람의 설명');
});

test('a file is looked at before anything changes, says what is wrong by line, and is taken whole', async ({ page, shop }) => {
  await openMenu(page, shop);
  await page.getByRole('main').getByRole('button', { name: '파일' }).click();
  const sheet = page.getByRole('dialog', { name: '파일' });
  const pick = (text: string) =>
    sheet.getByLabel('파일 고르기').setInputFiles({ name: 'menu.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const count = async () => (await call(shop.url, listMenuItems, { token: shop.token })).items.length;
  const before = await count();
  await pick('category,name,price\n간식,호떡,3000\n간식,팥빙수,많이\n');
  await expect(sheet.getByText('3줄 · price')).toBeVisible();
  await expect(sheet.getByText('숫자로 써 주세요.')).toBeVisible();
  await expect(sheet.getByRole('button', { name: '이대로 가져오기' })).toHaveCount(0);
  await pick('category,name,price\n간식,호떡,3000\n간식,팥빙수,9000\n');
  await expect(sheet.getByText('더할 메뉴 2개, 고칠 메뉴 0개, 그대로 0개')).toBeVisible();
  expect(await count()).toBe(before);
  await sheet.getByRole('button', { name: '이대로 가져오기' }).click();
  await expect(sheet.getByText('더한 메뉴 2개, 고친 메뉴 0개, 그대로 0개')).toBeVisible();
  expect(await count()).toBe(before + 2);
  const download = page.waitForEvent('download');
  await sheet.getByRole('button', { name: '표로 받기 (CSV)' }).click();
  expect((await download).suggestedFilename()).toBe('menu.csv');
});

test('what goes with a dish is put in order by keyboard, and guests who add it are shown it so', async ({ page, browser, shop }) => {
  await openMenu(page, shop);
  // A dish that no other journey orders: what goes with it stays shown.
  const dish = '김치전';
  await page.getByLabel('메뉴 찾기').fill(dish);
  await page.getByRole('button', { name: `${dish} 고치기` }).click();
  const sheet = page.getByRole('dialog', { name: dish });
  const part = sheet.getByRole('region', { name: '함께 권하기' });
  const names = async () => (await part.getByRole('listitem').locator('> span').allTextContents()).map((name) => name.trim());
  const taken = part.getByRole('button', { name: / 빼기$/ });
  while ((await taken.count()) > 0) await taken.first().click();
  const look = part.getByLabel('함께 권할 메뉴');
  await look.fill('사이다');
  await look.press('Enter');
  await look.fill('콜라');
  await look.press('Enter');
  const [first = '', second = ''] = await names();
  expect(await names()).toEqual([first, second]);
  await part.getByRole('button', { name: `${second} 옮기기` }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(new RegExp(`^${second}.*(잡았어요|번째)`)).first()).toBeAttached();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(`${second}: 2개 중 1번째.`).first()).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(names).toEqual([second, first]);
  await sheet.getByRole('button', { name: '저장' }).click();
  await expect(sheet).toBeHidden();

  const guest = await (await browser.newContext({ locale: 'ko-KR' })).newPage();
  await sitDown(guest, shop, 8);
  await guest
    .getByRole('button', { name: new RegExp(dish) })
    .first()
    .click();
  await guest.getByRole('dialog').getByRole('button', { name: /담기/ }).click();
  const shown = guest.getByRole('dialog').getByRole('listitem');
  await expect(shown).toHaveCount(2);
  await expect(shown.nth(0)).toContainText(second);
  await expect(shown.nth(1)).toContainText(first);
});

for (const width of [360, 1280])
  test(`the editor and its sheets are accessible at ${width} px`, async ({ page, shop }) => {
    test.setTimeout(150_000);
    await page.setViewportSize({ width, height: 800 });
    await openMenu(page, shop);
    const check = async (screen: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
        expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), screen).toBeLessThanOrEqual(width);
      }
    };
    await check('list');
    await page
      .getByRole('button', { name: / 고치기$/ })
      .first()
      .click();
    await page.getByRole('complementary', { name: '손님 화면' }).waitFor();
    await check('item');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    for (const name of ['분류', '옵션 묶음', '가격 바꾸기', '파일']) {
      await page.getByRole('main').getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog', { name }).waitFor();
      if (name === '가격 바꾸기') await page.getByLabel('얼마나').fill('5');
      await check(name);
      await page.keyboard.press('Escape');
      if (name === '가격 바꾸기') await page.getByRole('button', { name: '버리고 닫기' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });
