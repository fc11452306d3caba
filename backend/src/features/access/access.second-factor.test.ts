import { adminLogin, changeMyPassword } from '@tableorder/contract/access';
import { listAudit } from '@tableorder/contract/audit';
import { confirmSecondFactor, readMe, removeSecondFactor, startSecondFactor } from '@tableorder/contract/people';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { stepAt, totp } from '../../infra/crypto/totp.ts';
import { resetSecondFactor } from './access.second-factor.ts';

const HALF_MINUTE = 30_000;

eachDb('a second factor', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const attempt = (more: { code?: string; password?: string } = {}) =>
    backend.ask('POST', adminLogin.path, { body: { store: shop.store.code, username: 'boss', password: PASSWORD, ...more } });
  const said = async (more: { code?: string; password?: string } = {}) => {
    const { status, body } = await attempt(more);
    if (status === 200) return 'in';
    const { type, params } = body as { type: string; params?: { wrong?: boolean } };
    return `${type.replace('/problems/', '')}${params?.wrong === undefined ? '' : ` ${params.wrong ? 'wrong' : 'missing'}`}`;
  };
  const [MISSING, WRONG] = ['access/second-factor-required missing', 'access/second-factor-required wrong'];
  /** Sets it up in the app; the next code comes half a minute later. */
  const setUp = async (token = shop.owner) => {
    const { secret, uri, qrSvg } = await backend.call(startSecondFactor, { token, body: { password: PASSWORD } });
    expect(uri).toContain(`secret=${secret}&issuer=`);
    expect(qrSvg).toContain('<svg');
    const { recoveryCodes } = await backend.call(confirmSecondFactor, { token, body: { code: totp(secret, stepAt(clock.now())) } });
    clock.advance(HALF_MINUTE);
    return { secret, recoveryCodes, now: () => totp(secret, stepAt(clock.now())) };
  };
  const wrongCode = (right: string) => (right === '000000' ? '000001' : '000000');

  it('asks nothing until a code has confirmed it', async () => {
    const { secret } = await backend.call(startSecondFactor, { token: shop.owner, body: { password: PASSWORD } });
    expect(await said()).toBe('in');
    const code = totp(secret, stepAt(clock.now()) - 5);
    const wrong = await backend.refused(confirmSecondFactor, { token: shop.owner, body: { code } });
    expect(wrong.type).toBe('/problems/access/wrong-second-factor');
    expect(await said()).toBe('in');
  });

  it('is asked for after the right password only, and lets in by the code of the app', async () => {
    const app = await setUp();
    expect(await said()).toBe(MISSING);
    expect(await said({ code: wrongCode(app.now()) })).toBe(WRONG);
    expect(await said({ password: 'Wrong-Password-1' })).toBe('access/wrong-credentials');
    expect(await said({ password: 'Wrong-Password-1', code: app.now() })).toBe('access/wrong-credentials');
    expect(await said({ code: app.now() })).toBe('in');
  });

  it('takes a code once, also of two at once; and the one that confirmed it is used up', async () => {
    const app = await setUp();
    expect(await said({ code: totp(app.secret, stepAt(clock.now()) - 1) })).toBe(WRONG);
    const both = await Promise.all([said({ code: app.now() }), said({ code: app.now() })]);
    expect(both.sort()).toEqual([WRONG, 'in'].sort());
    expect(await said({ code: app.now() })).toBe(WRONG);
    clock.advance(HALF_MINUTE);
    expect(await said({ code: app.now() })).toBe('in');
  });

  it('counts wrong codes like wrong passwords, and missing ones not', async () => {
    const app = await setUp();
    for (let at = 0; at < 8; at++) expect(await said()).toBe(MISSING);
    for (let at = 0; at < 5; at++) expect(await said({ code: wrongCode(app.now()) })).toBe(WRONG);
    expect((await attempt({ code: app.now() })).status).toBe(429);
    clock.advance(15 * 60_000);
    expect(await said({ code: app.now() })).toBe('in');
  });

  it('gives ten recovery codes, each good once, however they are typed', async () => {
    const { recoveryCodes } = await setUp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    expect(await said({ code: first })).toBe('in');
    expect(await said({ code: first })).toBe(WRONG);
    expect(await said({ code: second.toLowerCase().replaceAll('-', ' ') })).toBe('in');
    expect((await backend.call(readMe, { token: shop.owner })).recoveryCodesLeft).toBe(8);
    const rows = JSON.stringify(await backend.ports.db.find((db) => db.selectFrom('recovery_codes').selectAll()));
    expect(recoveryCodes.filter((code) => rows.includes(code))).toEqual([]);
  });

  it('keeps its secret sealed in the database', async () => {
    const { secret } = await setUp();
    const rows = await backend.ports.db.find((db) => db.selectFrom('second_factors').selectAll());
    expect(rows[0]?.secret).toMatch(/^aes256gcm1\./);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('ends the other sign-ins when it is set up, and is not set up twice', async () => {
    const body = { store: shop.store.code, username: 'boss', password: PASSWORD };
    const other = (await backend.call(adminLogin, { body })).token;
    await setUp();
    expect((await backend.ask('GET', '/api/admin/me', { token: other })).status).toBe(401);
    const again = await backend.refused(startSecondFactor, { token: shop.owner, body: { password: PASSWORD } });
    expect(again.type).toBe('/problems/access/second-factor-present');
  });

  it('needs password and code to be done without, and stands when the password is changed', async () => {
    const app = await setUp();
    const remove = async (password: string, code: string) => {
      const { status, text } = await backend.ask('DELETE', removeSecondFactor.path, { token: shop.owner, body: { password, code } });
      return status === 204 ? 'done' : /problems\/([\w/-]+)/.exec(text)?.[1];
    };
    expect(await remove('Wrong-Password-1', app.now())).toBe('access/wrong-password');
    expect(await remove(PASSWORD, wrongCode(app.now()))).toBe('access/wrong-second-factor');
    await backend.call(changeMyPassword, { token: shop.owner, body: { current: PASSWORD, next: 'Doenjang-Guk-8' } });
    expect(await said({ password: 'Doenjang-Guk-8' })).toBe(MISSING);
    expect(await remove('Doenjang-Guk-8', app.now())).toBe('done');
    expect(await said({ password: 'Doenjang-Guk-8' })).toBe('in');
  });

  it('is reset from the command line at the last: sign-ins end, the password stays, and the book says so', async () => {
    await setUp();
    const deps = { db: backend.ports.db, clock, signIns: backend.app.signIns };
    expect(await resetSecondFactor(deps, { store: shop.store.code, username: 'nobody' })).toBeNull();
    expect(await resetSecondFactor(deps, { store: 'nowhere', username: 'boss' })).toBeNull();
    expect(await resetSecondFactor(deps, { store: shop.store.code, username: 'BOSS' })).toBe('reset');
    expect(await resetSecondFactor(deps, { store: shop.store.code, username: 'boss' })).toBe('none');
    expect((await backend.ask('GET', '/api/admin/me', { token: shop.owner })).status).toBe(401);
    const { token } = await backend.call(adminLogin, { body: { store: shop.store.code, username: 'boss', password: PASSWORD } });
    const { items } = await backend.call(listAudit, { token, query: { area: 'people' } });
    const factor = items.filter(({ act }) => act === 'staff.second-factor');
    expect(factor.map(({ staffId, role, details }) => [staffId === null, role, details.change])).toEqual([
      [true, null, 'reset'],
      [false, 'owner', 'on'],
    ]);
  });
});
