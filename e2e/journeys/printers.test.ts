import { listMenuItems } from '@tableorder/contract/menu.admin';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { listPrinters } from '@tableorder/contract/printers';
import { startPrinterEmulator } from '../../backend/test/printer-emulator.ts';
import { call } from '../shop.ts';
import { expect, signInAsOwner, tableOf, test } from './shop-test.ts';

test('a printer is added, tested, runs out of paper in view of the board, and goes on', async ({ page, shop }) => {
  const paper = await startPrinterEmulator();
  const spare = await startPrinterEmulator();
  try {
    await signInAsOwner(page, shop);
    await page.goto(`${shop.url}/staff/settings`);
    await page.getByRole('link', { name: /프린터/ }).click();
    const add = async (name: string, port: number) => {
      await page.getByRole('button', { name: '프린터 추가' }).click();
      const form = page.getByRole('dialog', { name: '프린터 추가' });
      await form.getByLabel('이름').fill(name);
      await form.getByLabel('주소').fill('127.0.0.1');
      await form.getByLabel('포트').fill(String(port));
      await form.getByRole('button', { name: '저장' }).click();
      await expect(form).toBeHidden();
    };
    await add('주방', paper.port);
    const card = page.getByRole('article', { name: '주방' });
    await expect(card.getByText('준비됐어요')).toBeVisible();
    await card.getByRole('button', { name: /시험 출력/ }).click();
    await expect.poll(() => paper.papers.length).toBe(1);

    const { items } = await call(shop.url, listMenuItems, { token: shop.token });
    const dish = items.find(({ optionGroups, state }) => optionGroups.length === 0 && state === 'available');
    if (!dish) throw new Error('the demo shop has no plain dish');
    const order = () =>
      call(shop.url, placeStaffOrder, {
        token: shop.token,
        body: { tableId: tableOf(shop, 4).id, items: [{ menuId: dish.id, quantity: 2, optionIds: [] }] },
      });
    await order();
    await expect.poll(() => paper.papers.length).toBe(2);

    paper.health = 'paper-out';
    await order();
    await page.goto(`${shop.url}/staff`);
    await expect(page.getByText('주방 프린터: 용지가 없어요')).toBeVisible();
    await page.getByRole('link', { name: '프린터 보기' }).click();
    await expect(card.getByText('주문서 1장이 기다려요')).toBeVisible();

    // Taken away with a ticket waiting: it is left to people, who print it on another one, stamped.
    await add('예비', spare.port);
    await card.getByRole('button', { name: /바꾸기/ }).click();
    const form = page.getByRole('dialog', { name: '주방 바꾸기' });
    await form.getByRole('button', { name: '프린터 없애기' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '없애기' }).click();
    await expect(page.getByRole('heading', { name: '종이로 나오지 않은 주문서 1장' })).toBeVisible();
    await page.getByRole('button', { name: /다시 뽑기/ }).click();
    await expect.poll(() => spare.papers.length).toBe(1);
    await expect(page.getByRole('heading', { name: /종이로 나오지 않은/ })).toBeHidden();
    const { troubled } = await call(shop.url, listPrinters, { token: shop.token });
    expect(troubled).toBe(0);
    expect(spare.papers[0]?.bitmap.height).toBeGreaterThan((paper.papers[1]?.bitmap.height ?? 0) + 50);
  } finally {
    await paper.close();
    await spare.close();
  }
});
