import type { Page } from '@playwright/test';
import { addStaff, tableLogin } from '@tableorder/contract/access';
import { readMenu } from '@tableorder/contract/menu';
import { placeOrder } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import { stepAt, totp } from '../../backend/src/infra/crypto/totp.ts';
import { ask, call, guestPath } from '../shop.ts';
import { expect, type OpenShop, signInAsOwner, tableOf, test } from './shop-test.ts';

const PASSWORD = 'Kimchi-Jjigae-77';

async function signIn(page: Page, { signIn: { store } }: OpenShop, username: string): Promise<void> {
  await page.getByLabel('매장 코드').fill(store);
  await page.getByLabel('아이디').fill(username);
  await page.getByLabel('비밀번호', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '들어가기', exact: true }).click();
}

async function setPin(page: Page, pin: string, password: string): Promise<void> {
  await page.getByRole('link', { name: /지금 일하는 사람/ }).click();
  await page.getByRole('button', { name: 'PIN 정하기' }).click();
  await page.getByLabel('새 PIN').fill(pin);
  await page.getByLabel('지금 비밀번호').fill(password);
  await page.getByRole('button', { name: '저장' }).click();
  await page.getByText('PIN을 쓰고 있어요.').waitFor();
}

async function enterPin(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: '들어가기', exact: true }).click();
}

test('two people share a screen by PIN, each with their own rights', async ({ page, shop }) => {
  await call(shop.url, addStaff, { token: shop.token, body: { username: 'kim', password: PASSWORD, role: 'staff' } });
  await signInAsOwner(page, shop);
  await setPin(page, '4821', shop.signIn.password);
  await page.getByRole('button', { name: '잠그기' }).click();
  await page.getByRole('heading', { name: '누가 일하나요?' }).waitFor();
  await page.getByRole('button', { name: '다른 사람으로 들어가기' }).click();
  await signIn(page, shop, 'kim');
  await page.getByRole('link', { name: '지금 일하는 사람: kim. 내 계정 열기' }).waitFor();
  await expect(page.getByRole('link', { name: '직원' })).toHaveCount(0);
  await setPin(page, '930517', PASSWORD);
  await page.getByRole('button', { name: '잠그기' }).click();
  await enterPin(page, 'kim', '7392');
  await page.getByText('PIN이 맞지 않아요. 4번 더 틀리면 비밀번호가 필요해요.').waitFor();
  await page.getByRole('button', { name: '뒤로' }).click();
  await enterPin(page, shop.signIn.username, '4821');
  await page.getByRole('link', { name: `지금 일하는 사람: ${shop.signIn.username}. 내 계정 열기` }).waitFor();
  await page.getByRole('link', { name: '직원' }).click();
  await page.getByRole('list', { name: '직원 목록' }).getByText('kim', { exact: true }).waitFor();
});

test('a screen that nobody touches locks itself after the shop’s minutes, and opens by the PIN', async ({ page, shop }) => {
  await call(shop.url, addStaff, { token: shop.token, body: { username: 'park', password: PASSWORD, role: 'manager' } });
  await call(shop.url, changeSettings, { token: shop.token, body: { lockAfterMinutes: 5 } });
  await page.clock.install();
  await page.goto(`${shop.url}/staff`);
  await signIn(page, shop, 'park');
  await setPin(page, '615243', PASSWORD);
  await page.clock.fastForward('04:30');
  await page.mouse.move(200, 200);
  await page.keyboard.press('Shift');
  await page.clock.fastForward('04:30');
  await expect(page.getByRole('link', { name: /지금 일하는 사람: park/ })).toBeVisible();
  await page.clock.fastForward('00:40');
  await page.getByRole('heading', { name: '누가 일하나요?' }).waitFor();
  // What was on the screen is not to be read behind the lock.
  await expect(page.getByText('PIN을 쓰고 있어요.')).toHaveCount(0);
  await enterPin(page, 'park', '615243');
  await page.getByRole('link', { name: /지금 일하는 사람: park/ }).waitFor();
  await call(shop.url, changeSettings, { token: shop.token, body: { lockAfterMinutes: null } });
});

test('an owner signs in with a code of the phone, which is good once', async ({ page, shop }) => {
  await call(shop.url, addStaff, { token: shop.token, body: { username: 'lee', password: PASSWORD, role: 'owner' } });
  await page.goto(`${shop.url}/staff`);
  await signIn(page, shop, 'lee');
  await page.getByRole('link', { name: /지금 일하는 사람/ }).click();
  await page.getByRole('button', { name: '2단계 인증 켜기' }).click();
  await page.getByLabel('지금 비밀번호').fill(PASSWORD);
  await page.getByRole('button', { name: '다음' }).click();
  await page.getByRole('img', { name: '인증 앱에 넣을 QR 코드' }).waitFor();
  const secret = ((await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '').replaceAll(' ', '');
  const used = totp(secret, stepAt(Date.now()));
  await page.getByLabel('앱에 나온 6자리 코드').fill(used);
  await page.getByRole('button', { name: '켜기', exact: true }).click();
  await expect(page.getByText(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)).toHaveCount(10);
  await page.getByRole('button', { name: '적어 두었어요' }).click();
  await page.getByRole('button', { name: '나가기', exact: true }).click();
  await signIn(page, shop, 'lee');
  await page.getByLabel('인증 코드').fill(used);
  await page.getByRole('button', { name: '들어가기', exact: true }).click();
  await page.getByText('코드가 맞지 않아요. 새 코드를 넣어 주세요.').waitFor();
  // The next half minute's code is taken already: nobody waits for it here.
  await page.getByLabel('인증 코드').fill(totp(secret, stepAt(Date.now()) + 1));
  await page.getByRole('button', { name: '들어가기', exact: true }).click();
  await page.getByRole('heading', { name: '현황' }).waitFor();
});

test('a setting that is changed acts: the shop closed to guests, open again, and still so after a reload', async ({ page, shop }) => {
  const path = await guestPath(shop.url, shop.token, tableOf(shop, 12));
  const body = { store: shop.signIn.store, tableNumber: 12, code: path.split('#')[1] ?? '' };
  const { token } = await call(shop.url, tableLogin, { body });
  const { categories } = await call(shop.url, readMenu, { token });
  const item = categories
    .flatMap(({ items }) => items)
    .find(({ available, optionGroups }) => available && optionGroups.every(({ min }) => min === 0));
  if (!item) throw new Error('nothing to order');
  const order = async () =>
    (
      await ask(shop.url, placeOrder, {
        token,
        key: String(Math.random()),
        body: { items: [{ menuId: item.id, quantity: 1, optionIds: [] }] },
      })
    ).status;
  await signInAsOwner(page, shop);
  await page.goto(`${shop.url}/staff/settings`);
  const hours = page.getByRole('region', { name: '영업시간' });
  await hours.getByText('정한 시간에').click();
  await hours.getByLabel('여는 시각').fill('03:00');
  await hours.getByLabel('닫는 시각').fill('03:01');
  await hours.getByRole('button', { name: '저장' }).click();
  await page.getByText('영업시간을 저장했어요.').waitFor();
  expect(await order()).toBe(409);
  await page.reload();
  await expect(hours.getByLabel('여는 시각')).toHaveValue('03:00');
  await hours.getByText('언제나').click();
  await hours.getByRole('button', { name: '저장' }).click();
  await page.getByText('영업시간을 저장했어요.').waitFor();
  expect(await order()).toBe(201);
});
