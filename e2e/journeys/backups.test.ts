import { expect, signInAsOwner, test } from './shop-test.ts';

test('an owner makes a backup from the settings, and sees it proven', async ({ page, shop }) => {
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/settings`);
  await page.getByRole('link', { name: /^백업/ }).click();
  await expect(page.getByText('아직 백업이 없어요')).toBeVisible();
  await page.getByRole('button', { name: '지금 백업하기' }).click();
  const made = page.getByRole('list', { name: '백업 목록' }).getByRole('listitem');
  await expect(made).toContainText('확인됨', { timeout: 30_000 });
  await expect(made).toHaveCount(1);

  // Another one so soon would be work for the whole house.
  await page.getByRole('button', { name: '지금 백업하기' }).click();
  await expect(page.getByText('조금 전에 백업했어요. 10분 뒤에 다시 할 수 있어요.')).toBeVisible();
  await expect(made).toHaveCount(1);
});
