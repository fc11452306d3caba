import { addStaff, adminLogin, changeMyPassword, changeStaff, listStaff, logout, refresh, removeStaff } from '@tableorder/contract/access';
import type { Role } from '@tableorder/contract/endpoint';
import { setUp } from '@tableorder/contract/stores';
import { listTables } from '@tableorder/contract/tables';
import { fromInstant } from '@tableorder/contract/time';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { bcryptPasswords } from '../../infra/crypto/bcrypt.ts';
import { makeSetupToken } from './access.setup.ts';

const HOUR = 3_600_000;
const OTHER = 'Doenjang-Guk-8';

eachDb('signing in', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock, env: { LOGIN_LIMIT_PER_ADDRESS: '1000', LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: '1000' } });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const attempt = (username: string, password: string, store = shop.store.code) =>
    backend.ask('POST', '/api/auth/admin/login', { body: { store, username, password } });
  const signIn = async (username: string, password = PASSWORD) =>
    (await backend.call(adminLogin, { body: { store: shop.store.code, username, password } })).token;
  const hire = (username: string, role: Role, password = PASSWORD) =>
    backend.call(addStaff, { token: shop.owner, body: { username, password, role } });
  const isIn = async (token: string) => (await backend.ask('GET', '/api/admin/tables', { token })).status === 200;

  it('gives a token with who and where, for eight hours', async () => {
    const found = await backend.call(adminLogin, { body: { store: shop.store.code, username: 'boss', password: PASSWORD } });
    expect(found).toMatchObject({ store: shop.store, staff: { username: 'boss', role: 'owner' } });
    expect(fromInstant(found.expiresAt)).toBe(clock.now() + 8 * HOUR);
    expect(await isIn(found.token)).toBe(true);
  });

  it('only ever says that the pair is wrong', async () => {
    const answers = [
      await attempt('boss', 'Wrong-Password-1'),
      await attempt('nobody', PASSWORD),
      await attempt('boss', PASSWORD, 'no-such-shop'),
      await attempt('boss', PASSWORD.toLowerCase()),
      await attempt('boss', ` ${PASSWORD}`),
      await attempt('boss', ''),
      await attempt('', ''),
      await attempt("boss' or '1'='1", PASSWORD),
    ];
    const said = answers.map(({ status, text }) => `${status} ${text.replace(/[0-9a-f-]{36}/, '…')}`);
    expect(new Set(said).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { type: '/problems/access/wrong-credentials' } });
  });

  it('does not mind the case of a name, and minds it when another wants the same', async () => {
    await hire('Kim', 'staff');
    expect(await isIn(await signIn('kIM'))).toBe(true);
    const taken = await backend.refused(addStaff, { token: shop.owner, body: { username: 'KIM', password: PASSWORD, role: 'staff' } });
    expect(taken).toMatchObject({ status: 409, type: '/problems/access/username-taken' });
  });

  it('reads a password to its last character, beyond 72 bytes and in Hangul', async () => {
    const long = `Aa1!${'x'.repeat(123)}`;
    const hangul = `Aa1!${'가'.repeat(64)}`;
    await hire('long', 'staff', `${long}A`);
    await hire('hangul', 'staff', `${hangul}나`);
    expect([(await attempt('long', `${long}A`)).status, (await attempt('long', `${long}B`)).status]).toEqual([200, 401]);
    expect([(await attempt('hangul', `${hangul}나`)).status, (await attempt('hangul', `${hangul}다`)).status]).toEqual([200, 401]);
    expect((await attempt('long', long)).status).toBe(401);
    const nul = 'Aa1!\u0000nul-one';
    await hire('nul', 'staff', nul);
    expect([(await attempt('nul', nul)).status, (await attempt('nul', 'Aa1!\u0000nul-two')).status]).toEqual([200, 401]);
  });

  it('is over at once after a logout, and only that sign-in', async () => {
    const [one, two] = [await signIn('boss'), await signIn('boss')];
    expect(await isIn(one)).toBe(true);
    await backend.call(logout, { token: one });
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
    expect((await backend.ask('POST', '/api/auth/logout', { token: one })).status).toBe(401);
    expect((await backend.ask('POST', '/api/auth/refresh', { token: one, body: {} })).status).toBe(401);
  });

  it('lasts eight hours from the sign-in, however often it is renewed', async () => {
    const from = clock.now();
    let token = await signIn('boss');
    for (let hour = 0; hour < 7; hour++) {
      clock.advance(HOUR);
      const fresh = await backend.call(refresh, { token, body: {} });
      expect(fromInstant(fresh.expiresAt)).toBe(from + 8 * HOUR);
      token = fresh.token;
    }
    clock.advance(HOUR - 1);
    expect(await isIn(token)).toBe(true);
    clock.advance(1);
    expect(await isIn(token)).toBe(false);
    expect((await backend.ask('POST', '/api/auth/refresh', { token, body: {} })).status).toBe(401);
  });

  it('holds ten at a time for one person: the oldest makes room', async () => {
    await hire('kim', 'staff');
    const tokens: string[] = [];
    for (let count = 0; count < 12; count++) {
      clock.advance(1000);
      tokens.push(await signIn('kim'));
    }
    const inside = await Promise.all(tokens.map(isIn));
    expect(inside).toEqual([false, false, ...Array.from({ length: 10 }, () => true)]);
  });

  describe('ends when rights change:', () => {
    it('a role is another', async () => {
      const { id } = await hire('kim', 'manager');
      const token = await signIn('kim');
      expect(await backend.call(listStaff, { token })).toBeTruthy();
      await backend.call(changeStaff, { token: shop.owner, params: { staffId: id }, body: { role: 'kitchen' } });
      expect(await isIn(token)).toBe(false);
      expect((await backend.ask('GET', '/api/admin/staff', { token: await signIn('kim') })).status).toBe(403);
    });

    it('a password is set by the owner', async () => {
      const { id } = await hire('kim', 'staff');
      const token = await signIn('kim');
      await backend.call(changeStaff, { token: shop.owner, params: { staffId: id }, body: { password: OTHER } });
      expect(await isIn(token)).toBe(false);
      expect([(await attempt('kim', PASSWORD)).status, (await attempt('kim', OTHER)).status]).toEqual([401, 200]);
    });

    it('a person changes the own password: here stays, elsewhere ends', async () => {
      await hire('kim', 'staff');
      const [here, elsewhere] = [await signIn('kim'), await signIn('kim')];
      await backend.call(changeMyPassword, { token: here, body: { current: PASSWORD, next: OTHER } });
      expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
      expect([(await attempt('kim', PASSWORD)).status, (await attempt('kim', OTHER)).status]).toEqual([401, 200]);
    });

    it('a person is removed, and the name is free again', async () => {
      const { id } = await hire('kim', 'staff');
      const token = await signIn('kim');
      await backend.call(removeStaff, { token: shop.owner, params: { staffId: id } });
      expect(await isIn(token)).toBe(false);
      expect((await attempt('kim', PASSWORD)).status).toBe(401);
      expect((await backend.ask('DELETE', `/api/admin/staff/${id}`, { token: shop.owner })).status).toBe(404);
      await hire('kim', 'kitchen');
      expect(await isIn(token)).toBe(false);
    });
  });

  it('keeps an owner: the last is neither removed nor made less, also by two at once', async () => {
    const second = await hire('second', 'owner');
    const all = (await backend.call(listStaff, { token: shop.owner })).items;
    const first = all.find(({ username }) => username === 'boss');
    const token = await signIn('second');
    const answers = await Promise.all([
      backend.ask('DELETE', `/api/admin/staff/${second.id}`, { token: shop.owner }),
      backend.ask('PATCH', `/api/admin/staff/${first?.id}`, { token, body: { role: 'staff' } }),
    ]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 204]);
    const owner = answers[0].status === 204 ? shop.owner : token;
    const left = (await backend.call(listStaff, { token: owner })).items.filter(({ role }) => role === 'owner');
    expect(left).toHaveLength(1);
    const refused = await backend.refused(removeStaff, { token: owner, params: { staffId: left[0]?.id ?? '' } });
    expect(refused).toMatchObject({ status: 409, type: '/problems/access/last-owner' });
    expect(await isIn(owner)).toBe(true);
  });

  it('refuses weak passwords wherever one is set, the shop’s own words too', async () => {
    const { id } = await hire('kim', 'staff');
    const token = await signIn('kim');
    const faultsOf = async (password: string) => {
      const set = { token: shop.owner, params: { staffId: id } };
      const answers = [
        await backend.ask('POST', '/api/admin/staff', { token: shop.owner, body: { username: 'new.one', password, role: 'staff' } }),
        await backend.ask('PATCH', `/api/admin/staff/${set.params.staffId}`, { token: set.token, body: { password } }),
        await backend.ask('PUT', '/api/admin/me/password', { token, body: { current: PASSWORD, next: password } }),
      ];
      return answers.map(({ status, body }) => [status, (body as { params?: { faults: string[] } }).params?.faults]);
    };
    const all = (...faults: string[]) => [1, 2, 3].map(() => [400, faults]);
    expect(await faultsOf('short')).toEqual(all('length', 'upper', 'digit', 'special'));
    expect(await faultsOf('P@ssw0rd1')).toEqual(all('common'));
    expect(await faultsOf(`X-${shop.store.code.toUpperCase()}-aa9!`)).toEqual(all('context'));
    expect(await faultsOf('T@bleOrder-9x')).toEqual(all('context'));
    expect((await attempt('kim', PASSWORD)).status).toBe(200);
  });

  it('needs the present password for a new one, and its guesses count like failed sign-ins', async () => {
    await hire('kim', 'staff');
    const token = await signIn('kim');
    const guess = () => backend.ask('PUT', '/api/admin/me/password', { token, body: { current: 'Wrong-Password-1', next: OTHER } });
    expect(await guess()).toMatchObject({ status: 403, body: { type: '/problems/access/wrong-password' } });
    for (let count = 1; count < 10; count++) expect((await guess()).status).toBe(403);
    expect((await guess()).status).toBe(429);
    // The account is the same one, whichever door is tried.
    expect((await attempt('kim', PASSWORD)).status).toBe(429);
  });
});

eachDb('rights that change while a password is being checked', (open) => {
  /** Passwords of which a check or a hash waits until told. */
  async function withSlowPasswords() {
    const backend = await startBackend({ open });
    const shop = await openShop(backend);
    const real = bcryptPasswords({ cost: 4, secret: backend.ports.config.jwt.secret });
    const waiting: (() => void)[] = [];
    let slow: 'hash' | 'verify' | null = null;
    const wait = () => new Promise<void>((go) => waiting.push(go));
    Object.assign(backend.ports.passwords, {
      async hash(password: string) {
        if (slow === 'hash') await wait();
        return real.hash(password);
      },
      async verify(password: string, stored: string | null) {
        const right = await real.verify(password, stored);
        if (slow === 'verify') await wait();
        return right;
      },
    });
    return {
      backend,
      shop,
      async during<T>(what: 'hash' | 'verify', work: () => Promise<T>, meanwhile: () => Promise<unknown>): Promise<T> {
        slow = what;
        const running = work();
        while (waiting.length === 0) await new Promise((next) => setTimeout(next, 1));
        slow = null;
        await meanwhile();
        for (const go of waiting.splice(0)) go();
        return running;
      },
    };
  }

  it('an old password that is taken away lets nobody in', async () => {
    const { backend, shop, during } = await withSlowPasswords();
    const kim = await backend.call(addStaff, { token: shop.owner, body: { username: 'kim', password: PASSWORD, role: 'staff' } });
    const found = await during(
      'verify',
      () => backend.ask('POST', '/api/auth/admin/login', { body: { store: shop.store.code, username: 'kim', password: PASSWORD } }),
      () => backend.call(changeStaff, { token: shop.owner, params: { staffId: kim.id }, body: { password: OTHER } }),
    );
    expect(found.status).toBe(401);
    await backend.close();
  });

  it('a role that is taken away does not come back with the person’s new password', async () => {
    const { backend, shop, during } = await withSlowPasswords();
    const kim = await backend.call(addStaff, { token: shop.owner, body: { username: 'kim', password: PASSWORD, role: 'owner' } });
    const body = { store: shop.store.code, username: 'kim', password: PASSWORD };
    const { token } = await backend.call(adminLogin, { body });
    await during(
      'hash',
      () => backend.ask('PUT', '/api/admin/me/password', { token, body: { current: PASSWORD, next: OTHER } }),
      () => backend.call(changeStaff, { token: shop.owner, params: { staffId: kim.id }, body: { role: 'kitchen' } }),
    );
    const staff = (await backend.call(listStaff, { token: shop.owner })).items;
    expect(staff.find(({ id }) => id === kim.id)?.role).toBe('kitchen');
    await backend.close();
  });

  it('a password that the owner has set meanwhile is not overwritten by its thief', async () => {
    const { backend, shop, during } = await withSlowPasswords();
    const kim = await backend.call(addStaff, { token: shop.owner, body: { username: 'kim', password: PASSWORD, role: 'staff' } });
    const signIn = (password: string) =>
      backend.ask('POST', '/api/auth/admin/login', { body: { store: shop.store.code, username: 'kim', password } });
    const { token } = (await signIn(PASSWORD)).body as { token: string };
    const found = await during(
      'hash',
      () => backend.ask('PUT', '/api/admin/me/password', { token, body: { current: PASSWORD, next: 'Thief-Password-1' } }),
      () => backend.call(changeStaff, { token: shop.owner, params: { staffId: kim.id }, body: { password: OTHER } }),
    );
    expect(found.status).toBe(401);
    expect([(await signIn('Thief-Password-1')).status, (await signIn(OTHER)).status]).toEqual([401, 200]);
    await backend.close();
  });
});

describe('a sign-in', () => {
  it('ends on other instances too, and a restart revives nothing', async () => {
    const backend = await startBackend();
    const shop = await openShop(backend);
    const { makeApp } = await import('../../app.ts');
    const other = await makeApp(backend.ports);
    const headers = { authorization: `Bearer ${shop.owner}` };
    const url = listTables.path;
    expect((await other.server.inject({ url, headers })).statusCode).toBe(200);
    await backend.call(logout, { token: shop.owner });
    await expect.poll(async () => (await other.server.inject({ url, headers })).statusCode, { timeout: 1000, interval: 5 }).toBe(401);
    const restarted = await makeApp(backend.ports);
    expect((await restarted.server.inject({ url, headers })).statusCode).toBe(401);
    await other.server.close();
    await restarted.server.close();
    await backend.close();
  });

  it('costs the same time for a name that exists and one that does not', async () => {
    const backend = await startBackend({
      env: {
        BCRYPT_COST_FACTOR: '9',
        LOGIN_LIMIT_PER_ADDRESS: '100000',
        LOGIN_LIMIT_PER_ACCOUNT: '100000',
        LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: '100000',
      },
    });
    const setupToken = await makeSetupToken(backend.ports);
    const store = { code: 'timed', name: '가게', currency: 'KRW', timeZone: 'Asia/Seoul' };
    await backend.call(setUp, { body: { setupToken, store, owner: { username: 'boss', password: PASSWORD } } });
    const timed = async (code: string, username: string) => {
      const from = performance.now();
      const { status } = await backend.ask('POST', '/api/auth/admin/login', {
        body: { store: code, username, password: 'Wrong-Password-1' },
      });
      expect(status).toBe(401);
      return performance.now() - from;
    };
    const times: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 25; round++) {
      times[0].push(await timed('timed', 'boss'));
      times[1].push(await timed('timed', 'nobody'));
      times[2].push(await timed('no-such-shop', 'boss'));
    }
    const [known, unknown, elsewhere] = times.map((all) => all.sort((a, b) => a - b)[12] ?? 0) as [number, number, number];
    expect(Math.abs(unknown - known) / known).toBeLessThanOrEqual(0.2);
    expect(Math.abs(elsewhere - known) / known).toBeLessThanOrEqual(0.2);
    await backend.close();
  }, 20_000);
});
