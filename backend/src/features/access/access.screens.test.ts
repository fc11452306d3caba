import { addStaff, adminLogin, changeStaff, logout } from '@tableorder/contract/access';
import { isWeakPin } from '@tableorder/contract/access.rules';
import { listAudit } from '@tableorder/contract/audit';
import type { SignInId, StaffId } from '@tableorder/contract/ids';
import {
  endMyOtherSignIns,
  endMySignIn,
  listMySignIns,
  lockScreen,
  readMe,
  readScreen,
  removeMyPin,
  setMyPin,
  signStaffOut,
  switchPerson,
} from '@tableorder/contract/people';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { agentFamily } from './access.rules.ts';

const HOUR = 3_600_000;
const PIN = '4821';
const OTHER_PIN = '930517';
const WRONG = '7392';

eachDb('a shared screen', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  /** The owner, then Kim, gave their passwords at one screen; Kim works at it. */
  let screenKey: string;
  let boss: StaffId;
  let kim: StaffId;
  let kimsToken: string;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock, env: { LOGIN_LIMIT_PER_ADDRESS: '1000', LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: '1000' } });
    shop = await openShop(backend);
    kim = (await backend.call(addStaff, { token: shop.owner, body: { username: 'kim', password: PASSWORD, role: 'staff' } })).id;
    const first = await sit('boss', {});
    screenKey = first.screenKey ?? '';
    boss = first.staff.id;
    await backend.call(setMyPin, { token: first.token, body: { password: PASSWORD, pin: PIN } });
    const second = await sit('kim', { key: screenKey });
    kimsToken = second.token;
    await backend.call(setMyPin, { token: kimsToken, body: { password: PASSWORD, pin: OTHER_PIN } });
  });
  afterEach(() => backend.close());

  const sit = (username: string, screen: { key?: string }) =>
    backend.call(adminLogin, { body: { store: shop.store.code, username, password: PASSWORD, screen } });
  const change = (staffId: StaffId, pin: string, key = screenKey) => backend.call(switchPerson, { body: { screenKey: key, staffId, pin } });
  const refused = async (staffId: StaffId, pin: string, key = screenKey) =>
    (await backend.refused(switchPerson, { body: { screenKey: key, staffId, pin } })).type.replace('/problems/', '');
  const isIn = async (token: string) => (await backend.ask('GET', '/api/admin/me', { token })).status === 200;
  const people = async () => (await backend.call(readScreen, { body: { screenKey } })).people;

  it('is known by its key, given once; one person works at it at a time', async () => {
    expect(screenKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await sit('kim', { key: screenKey })).screenKey).toBeUndefined();
    expect(await isIn(kimsToken)).toBe(false);
    expect(await people()).toMatchObject([
      { id: boss, username: 'boss', role: 'owner', byPin: true },
      { id: kim, username: 'kim', role: 'staff', byPin: true },
    ]);
    expect(JSON.stringify(await backend.ports.db.find((db) => db.selectFrom('screens').selectAll()))).not.toContain(screenKey);
  });

  it('changes hands by PIN: with the rights of who came, and whoever worked at it is out', async () => {
    const came = await change(boss, PIN);
    expect(came).toMatchObject({ staff: { username: 'boss', role: 'owner' }, store: shop.store });
    expect([await isIn(came.token), await isIn(kimsToken)]).toEqual([true, false]);
    expect((await backend.call(readMe, { token: came.token })).staff.role).toBe('owner');
    const back = await change(kim, OTHER_PIN);
    expect([await isIn(came.token), await isIn(back.token)]).toEqual([false, true]);
    expect((await backend.ask('GET', '/api/admin/audit', { token: back.token })).status).toBe(403);
  });

  it('never stays open longer than eight hours after the password', async () => {
    clock.advance(7 * HOUR);
    const came = await change(boss, PIN);
    expect(fromInstant(came.expiresAt)).toBe(clock.now() + HOUR);
    clock.advance(HOUR + 1000);
    expect(await isIn(came.token)).toBe(false);
    expect([await refused(boss, PIN), await people()]).toEqual(['access/password-needed', []]);
  });

  it('takes a PIN nowhere else: not without the key, not at another screen, not in another shop', async () => {
    const elsewhere = await sit('kim', {});
    expect(await refused(boss, PIN, elsewhere.screenKey)).toBe('access/password-needed');
    expect(await refused(boss, PIN, 'A'.repeat(43))).toBe('unauthorized');
    const other = await openShop(backend);
    const body = { store: other.store.code, username: 'boss', password: PASSWORD, screen: { key: screenKey } };
    const there = await backend.call(adminLogin, { body });
    expect(there.screenKey).not.toBe(screenKey);
    expect(await refused(boss, PIN, there.screenKey)).toBe('access/password-needed');
    expect((await change(boss, PIN)).store.id).toBe(shop.store.id);
  });

  it('asks for the password after five wrong PINs in a row, of that person and at that screen only', async () => {
    const said = [];
    for (let at = 0; at < 6; at++) said.push(await refused(boss, WRONG));
    expect(said).toEqual([...Array(4).fill('access/wrong-pin'), 'access/password-needed', 'access/password-needed']);
    expect(await refused(boss, PIN)).toBe('access/password-needed');
    expect((await people()).map(({ byPin }) => byPin)).toEqual([false, true]);
    expect((await change(kim, OTHER_PIN)).staff.username).toBe('kim');
    await sit('boss', { key: screenKey });
    expect((await change(boss, PIN)).staff.username).toBe('boss');
  });

  it('counts tries that come together: sixty at once are five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        backend.ask('POST', switchPerson.path, { body: { screenKey, staffId: boss, pin: String(6000 + at * 7) } }),
      ),
    );
    expect(answers.filter(({ text }) => text.includes('wrong-pin')).length).toBeLessThanOrEqual(4);
    expect(answers.filter(({ status }) => status === 200)).toEqual([]);
    expect(await refused(boss, PIN)).toBe('access/password-needed');
  });

  it('a right PIN begins the counting anew', async () => {
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 4; at++) expect(await refused(boss, WRONG)).toBe('access/wrong-pin');
      await change(boss, PIN);
    }
  });

  it('locked keeps the seat, signed out gives it up', async () => {
    await backend.call(lockScreen, { token: kimsToken });
    expect(await isIn(kimsToken)).toBe(false);
    const back = await change(kim, OTHER_PIN);
    await backend.call(logout, { token: back.token });
    expect(await refused(kim, OTHER_PIN)).toBe('access/password-needed');
    expect((await people()).map(({ username }) => username)).toEqual(['boss']);
  });

  it.each(['removed', 'given a new password', 'given another role', 'signed out everywhere'])(
    'whoever is %s has no seat any more, and is out within five seconds',
    async (how) => {
      const params = { staffId: kim };
      const token = shop.owner;
      const acts: Record<string, () => Promise<unknown>> = {
        removed: () => backend.ask('DELETE', `/api/admin/staff/${kim}`, { token }),
        'given a new password': () => backend.call(changeStaff, { token, params, body: { password: 'Doenjang-Guk-8' } }),
        'given another role': () => backend.call(changeStaff, { token, params, body: { role: 'kitchen' } }),
        'signed out everywhere': () => backend.call(signStaffOut, { token, params }),
      };
      expect(await isIn(kimsToken)).toBe(true);
      await acts[how]?.();
      clock.advance(5000);
      expect(await isIn(kimsToken)).toBe(false);
      expect(await refused(kim, OTHER_PIN)).toBe('access/password-needed');
    },
  );

  it('a new password from the owner takes the PIN away', async () => {
    await backend.call(changeStaff, { token: shop.owner, params: { staffId: kim }, body: { password: 'Doenjang-Guk-8' } });
    const body = { store: shop.store.code, username: 'kim', password: 'Doenjang-Guk-8' };
    const { token } = await backend.call(adminLogin, { body });
    expect((await backend.call(readMe, { token })).hasPin).toBe(false);
  });

  it('a PIN is set with the own password only, stored as a password is, and may be done without', async () => {
    const wrong = await backend.refused(setMyPin, { token: kimsToken, body: { password: 'Wrong-1-Password', pin: PIN } });
    expect(wrong.type).toBe('/problems/access/wrong-password');
    const weak = await backend.refused(setMyPin, { token: kimsToken, body: { password: PASSWORD, pin: '1234' } });
    expect(weak.type).toBe('/problems/access/weak-pin');
    const rows = await backend.ports.db.find((db) => db.selectFrom('staff').select('pin_hash').where('id', '=', kim));
    expect(rows[0]?.pin_hash).toMatch(/^hmac384-bcrypt\$2b\$/);
    await backend.call(removeMyPin, { token: kimsToken });
    expect((await backend.call(readMe, { token: kimsToken })).hasPin).toBe(false);
    expect(await refused(kim, OTHER_PIN)).toBe('access/password-needed');
  });

  describe('the own sign-ins', () => {
    it('say where and by what, and each can be ended; another person’s is not there', async () => {
      const phone = await backend.call(adminLogin, {
        body: { store: shop.store.code, username: 'kim', password: PASSWORD },
        headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1' },
      });
      const { items } = await backend.call(listMySignIns, { token: kimsToken });
      expect(items.map(({ agent, way, isThis }) => [agent, way, isThis])).toEqual([
        ['Safari · iPhone', 'password', false],
        [null, 'password', true],
      ]);
      const signInId = items[0]?.id as SignInId;
      expect((await backend.refused(endMySignIn, { token: shop.owner, params: { signInId } })).status).toBe(404);
      await backend.call(endMySignIn, { token: kimsToken, params: { signInId } });
      expect([await isIn(phone.token), await isIn(kimsToken)]).toEqual([false, true]);
    });

    it('all but this one end together, seats at other screens too', async () => {
      const other = await sit('kim', {});
      await backend.call(endMyOtherSignIns, { token: kimsToken });
      expect([await isIn(other.token), await isIn(kimsToken)]).toEqual([false, true]);
      expect(await refused(kim, OTHER_PIN, other.screenKey)).toBe('access/password-needed');
      await backend.call(lockScreen, { token: kimsToken });
      expect((await change(kim, OTHER_PIN)).staff.username).toBe('kim');
    });

    it('say when the person was last here, every few minutes', async () => {
      clock.advance(6 * 60_000);
      await backend.call(readMe, { token: kimsToken });
      const seen = async () => {
        const { items } = await backend.call(listMySignIns, { token: kimsToken });
        return fromInstant(items[0]?.seenAt as Instant);
      };
      await expect.poll(seen).toBe(clock.now());
    });
  });

  it('all of it is written in the book, no PIN is', async () => {
    await change(boss, PIN);
    await backend.call(signStaffOut, { token: shop.owner, params: { staffId: kim } });
    const { items } = await backend.call(listAudit, { token: shop.owner, query: { area: 'people' } });
    const said = items.map(({ act, staffName, subject, details: { way, change: changed, role } }) =>
      [act, staffName, subject, way ?? changed ?? role ?? ''].join(' '),
    );
    expect(said).toEqual([
      'staff.sign-out-everywhere boss kim ',
      'staff.sign-in boss boss pin',
      'staff.pin kim kim on',
      'staff.sign-in kim kim password',
      'staff.pin boss boss on',
      'staff.sign-in boss boss password',
      'staff.add boss kim staff',
      'staff.sign-in boss boss password',
    ]);
    expect(JSON.stringify(items.map(({ details }) => details))).not.toContain(PIN);
  });
});

describe('weak PINs', () => {
  const weak = ['0000', '1234', '4321', '9876', '0123', '1212', '12341234', '1122', '1004', '2580', '77777777', '8901', '112233'];
  it.each(weak)('%s is one', (pin) => expect(isWeakPin(pin)).toBe(true));
  it.each(['4821', '930517', '7392', '20260', '1357924'])('%s is none', (pin) => expect(isWeakPin(pin)).toBe(false));
});

it.each([
  ['Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'Chrome · Android'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Safari/537.36', 'Samsung Internet · Android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge · Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15', 'Safari · Mac'],
  ['lightMyRequest', null],
  [undefined, null],
])('%s is shown as %s', (agent, family) => expect(agentFamily(agent)).toBe(family));
