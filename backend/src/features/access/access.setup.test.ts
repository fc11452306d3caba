import { adminLogin } from '@tableorder/contract/access';
import { getSetup, setUp } from '@tableorder/contract/stores';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { findStores } from '../stores/stores.sql.ts';
import { makeSetupToken } from './access.setup.ts';

const PASSWORD = 'Kimchi-Jjigae-7';
const STANDING = 'standing-token-of-the-operator';

const wanted = (setupToken: string, code = 'han-sang', more: { password?: string; timeZone?: string; currency?: string } = {}) => ({
  setupToken,
  store: { code, name: '한상', currency: more.currency ?? 'KRW', timeZone: more.timeZone ?? 'Asia/Seoul' },
  owner: { username: 'boss', password: more.password ?? PASSWORD },
});

eachDb('setting up', (open) => {
  let backend: Backend;
  let clock: TestClock;
  const start = async (env: Record<string, string> = {}) => {
    clock = testClock();
    backend = await startBackend({ open, clock, env });
  };
  const stores = () => backend.ports.db.all(findStores, {});
  const attempt = (body: ReturnType<typeof wanted>) => backend.ask('POST', '/api/setup', { body });

  afterEach(() => backend.close());

  it('is done once with the printed token, and the owner signs in', async () => {
    await start();
    const token = await makeSetupToken(backend.ports);
    expect(await backend.call(getSetup)).toEqual({ required: true });
    const made = await backend.call(setUp, { body: wanted(token) });
    expect(made).toMatchObject({ store: { code: 'han-sang', locale: 'ko' }, staff: { username: 'boss', role: 'owner' } });
    expect(await backend.call(getSetup)).toEqual({ required: false });
    const signedIn = await backend.call(adminLogin, { body: { store: 'han-sang', username: 'boss', password: PASSWORD } });
    expect(signedIn.store).toEqual(made.store);

    expect(await attempt(wanted(token, 'second'))).toMatchObject({ status: 403, body: { type: '/problems/setup/closed' } });
    expect(await stores()).toHaveLength(1);
  });

  it('with one token twice at once makes one store', async () => {
    await start();
    const token = await makeSetupToken(backend.ports);
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => attempt(wanted(token, `shop-${at}`))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
    expect(await stores()).toHaveLength(1);
  });

  it('spends no token on a refusal, and leaves nothing behind', async () => {
    await start();
    const token = await makeSetupToken(backend.ports);
    expect(await attempt(wanted(token, 'a-shop', { timeZone: 'Mars/Olympus' }))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/store/timeZone', rule: 'time-zone' }] },
    });
    expect(await attempt(wanted(token, 'a-shop', { currency: 'XQZ' }))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/store/currency', rule: 'currency' }] },
    });
    expect(await attempt(wanted(token, 'a-shop', { password: 'short' }))).toMatchObject({
      body: { type: '/problems/access/weak-password' },
    });
    expect(await stores()).toEqual([]);
    expect((await attempt(wanted(token, 'a-shop'))).status).toBe(201);
  });

  it('serves a second store with a token that the command line makes, and no code twice', async () => {
    await start();
    await backend.call(setUp, { body: wanted(await makeSetupToken(backend.ports)) });
    const token = await makeSetupToken(backend.ports);
    expect(await attempt(wanted(token))).toMatchObject({ status: 409, body: { type: '/problems/store/code-taken' } });
    expect((await attempt(wanted(token, 'second'))).status).toBe(201);
    expect(await stores()).toHaveLength(2);
  });

  it('with SETUP_TOKEN serves any number of stores', async () => {
    await start({ SETUP_TOKEN: STANDING });
    for (const code of ['one', 'two', 'three']) expect((await attempt(wanted(STANDING, code))).status).toBe(201);
    expect((await attempt(wanted(`${STANDING}x`, 'four'))).status).toBe(403);
    expect(await stores()).toHaveLength(3);
  });

  it('forgets an older token when a newer is made, and any after a day', async () => {
    await start();
    const older = await makeSetupToken(backend.ports);
    const newer = await makeSetupToken(backend.ports);
    expect((await attempt(wanted(older))).status).toBe(403);
    clock.advance(24 * 3_600_000);
    expect((await attempt(wanted(newer))).status).toBe(403);
    expect((await attempt(wanted(await makeSetupToken(backend.ports)))).status).toBe(201);
  });
});

eachDb('a wrong set-up token', (open) => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await startBackend({ open });
    await backend.call(setUp, { body: wanted(await makeSetupToken(backend.ports)) });
  });
  afterEach(() => backend.close());

  it('tells nothing: not that a code is taken, a password weak, a zone unknown', async () => {
    const plain = (text: string) => text.replace(/[0-9a-f-]{36}/, '…');
    const answers = await Promise.all(
      [
        wanted('guess', 'free-code'),
        wanted('guess', 'han-sang'),
        wanted('guess', 'free-code', { password: 'x' }),
        wanted('guess', 'free-code', { timeZone: 'Mars/Olympus' }),
        wanted('', 'free-code'),
      ].map((body) => backend.ask('POST', '/api/setup', { body })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${plain(text)}`))).toEqual(
      new Set([
        '403 {"type":"/problems/setup/closed","title":"The set-up token is wrong or used up","status":403,"instance":"/requests/…"}',
      ]),
    );
  });
});
