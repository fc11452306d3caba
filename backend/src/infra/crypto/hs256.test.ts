import { createHmac, generateKeyPairSync, randomBytes, sign as signRaw } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testClock } from '../clock/test-clock.ts';
import { hs256Tokens } from './hs256.ts';

const secret = randomBytes(32);
const HOUR = 3_600_000;
const b64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const seal = (head: string, body: string, key: Uint8Array | string = secret, hash = 'sha256') =>
  `${head}.${body}.${createHmac(hash, key).update(`${head}.${body}`).digest('base64url')}`;

const start = () => {
  const clock = testClock();
  return { clock, tokens: hs256Tokens({ key: secret, clock }) };
};
const nowS = testClock().now() / 1000;
const HEAD = { alg: 'HS256', typ: 'JWT' };
const BODY = { iss: 'tableorder', aud: 'tableorder-admin', type: 'admin', iat: nowS, exp: nowS + 3600, sub: 's1' };
const forge = (head: object, body: object, key: Uint8Array | string = secret) =>
  seal(b64({ ...HEAD, ...head }), b64({ ...BODY, ...body }), key);
const GOOD = forge({}, {});
const [H = '', P = '', S = ''] = GOOD.split('.');

const flips = (part: number) =>
  Array.from({ length: [H, P, S][part]?.length ?? 0 }, (_, at) => {
    const parts = [H, P, S];
    const text = parts[part] ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const flipped = alphabet[alphabet.indexOf(text[at] ?? '') ^ 1] ?? '';
    parts[part] = text.slice(0, at) + flipped + text.slice(at + 1);
    return parts.join('.');
  });

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaSigned = (alg: string) => {
  const head = b64({ alg, typ: 'JWT' });
  return `${head}.${P}.${signRaw('sha256', Buffer.from(`${head}.${P}`), rsa.privateKey).toString('base64url')}`;
};
const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const FORGED: Readonly<Record<string, string>> = {
  'alg none, no signature': `${b64({ alg: 'none', typ: 'JWT' })}.${P}.`,
  'alg none, our signature': `${b64({ alg: 'none', typ: 'JWT' })}.${P}.${S}`,
  'alg None': `${b64({ alg: 'None', typ: 'JWT' })}.${P}.`,
  'alg NONE': `${b64({ alg: 'NONE', typ: 'JWT' })}.${P}.`,
  'alg nOnE': seal(b64({ alg: 'nOnE', typ: 'JWT' }), P),
  'alg empty': seal(b64({ alg: '', typ: 'JWT' }), P),
  'alg null': seal(b64({ alg: null, typ: 'JWT' }), P),
  'alg a list': seal(b64({ alg: ['HS256'], typ: 'JWT' }), P),
  'alg missing': seal(b64({ typ: 'JWT' }), P),
  'alg hs256 in small letters': seal(b64({ alg: 'hs256', typ: 'JWT' }), P),
  'alg HS384': seal(b64({ alg: 'HS384', typ: 'JWT' }), P, secret, 'sha384'),
  'alg HS512': seal(b64({ alg: 'HS512', typ: 'JWT' }), P, secret, 'sha512'),
  'alg HS512 over SHA-256': seal(b64({ alg: 'HS512', typ: 'JWT' }), P),
  'alg RS256, signed so': rsaSigned('RS256'),
  'alg HS256, signed by RSA': rsaSigned('HS256'),
  'alg ES256': seal(b64({ alg: 'ES256', typ: 'JWT' }), P),
  'the public key as the secret': seal(H, P, pem),
  'signature missing': `${H}.${P}`,
  'signature empty': `${H}.${P}.`,
  'signature cut': GOOD.slice(0, -2),
  'signature of another': `${H}.${P}.${forge({}, { sub: 's2' }).split('.')[2]}`,
  'signature with spare bits set': `${H}.${P}.${S.slice(0, -1)}${String.fromCharCode(S.charCodeAt(42) + 1)}`,
  'signature padded': `${GOOD}=`,
  'signature of zeros': `${H}.${P}.${b64('\0'.repeat(32))}`,
  'payload of another under our signature': `${H}.${b64({ ...BODY, sub: 's2' })}.${S}`,
  'four parts': `${GOOD}.${S}`,
  'five parts': `${H}..${S}.${P}.${S}`,
  'a space before': ` ${GOOD}`,
  'a line break after': `${GOOD}\n`,
  'the word Bearer before': `Bearer ${GOOD}`,
  'no text': '',
  'dots only': '..',
  'not a token': 'a.b.c',
  'not ASCII': '가.나.다',
  'NUL inside': GOOD.replace('.', '\u0000.'),
  'payload not JSON': seal(H, b64('not json')),
  'payload a list': seal(H, b64([BODY])),
  'payload null': seal(H, b64('null')),
  'header a list': seal(b64([HEAD]), P),
  'header not JSON': seal(b64('{'), P),
  'issuer wrong': forge({}, { iss: 'tableorder.example' }),
  'issuer missing': forge({}, { iss: undefined }),
  'issuer a list': forge({}, { iss: ['tableorder'] }),
  'audience of the other kind': forge({}, { aud: 'tableorder-table' }),
  'kind of the other audience': forge({}, { type: 'table' }),
  'audience of both': forge({}, { aud: ['tableorder-admin', 'tableorder-table'] }),
  'audience in a list': forge({}, { aud: ['tableorder-admin'] }),
  'audience missing': forge({}, { aud: undefined }),
  'kind unknown': forge({}, { type: 'owner', aud: 'tableorder-owner' }),
  'kind missing': forge({}, { type: undefined }),
  'typ wrong': forge({ typ: 'at+jwt' }, {}),
  'typ missing': forge({ typ: undefined }, {}),
  'exp missing': forge({}, { exp: undefined }),
  'exp null': forge({}, { exp: null }),
  'exp text': forge({}, { exp: String(nowS + 3600) }),
  'exp a fraction': forge({}, { exp: nowS + 3600.5 }),
  'exp over all numbers': seal(H, b64(JSON.stringify(BODY).replace(/"exp":\d+/, '"exp":1e999'))),
  'exp huge': forge({}, { exp: Number.MAX_SAFE_INTEGER }),
  'exp negative': forge({}, { exp: -1 }),
  'exp now': forge({}, { exp: nowS }),
  'exp past': forge({}, { iat: nowS - 7200, exp: nowS - 3600 }),
  'iat missing': forge({}, { iat: undefined }),
  'iat text': forge({}, { iat: 'now' }),
  'iat over a minute ahead': forge({}, { iat: nowS + 61 }),
  'iat after exp': forge({}, { iat: nowS + 50, exp: nowS + 40 }),
  'nbf ahead': forge({}, { nbf: nowS + 600 }),
  'nbf at all': forge({}, { nbf: nowS - 600 }),
  'kid up the path': forge({ kid: '../../dev/null' }, {}, ''),
  'kid with SQL': forge({ kid: "x' UNION SELECT 'k" }, {}, 'k'),
  'kid under the right key': forge({ kid: '1' }, {}),
  'jku elsewhere': forge({ jku: 'https://evil.example/keys' }, {}),
  'x5u elsewhere': forge({ x5u: 'https://evil.example/cert' }, {}),
  'jwk of its own': forge({ jwk: { kty: 'oct', k: b64('attacker') } }, {}, 'attacker'),
  'crit unknown': forge({ crit: ['exp'] }, {}),
  'b64 false': forge({ b64: false, crit: ['b64'] }, {}),
  zip: forge({ zip: 'DEF' }, {}),
  'two alg keys': seal(b64('{"alg":"none","alg":"HS384","typ":"JWT"}'), P),
  'two exp keys, the last past': seal(H, b64(`${JSON.stringify(BODY).slice(0, -1)},"exp":1}`)),
  'empty secret': forge({}, {}, ''),
  'placeholder secret': forge({}, {}, 'your-secret-key-here'),
  'secret "secret"': forge({}, {}, 'secret'),
  'another instance’s secret': forge({}, {}, randomBytes(32)),
  'the secret in hex': forge({}, {}, secret.toString('hex')),
  'one byte less of the secret': forge({}, {}, secret.subarray(1)),
  'over 4 KB, well signed': forge({}, { sub: 'x'.repeat(4000) }),
  '100 KB': forge({}, { sub: 'x'.repeat(100_000) }),
  'an encrypted token': `${b64({ alg: 'dir', enc: 'A256GCM' })}..${b64('iv')}.${b64('x')}.${b64('tag')}`,
};

describe('tokens', () => {
  it('say what was signed, for whom and how long, in whole seconds', async () => {
    const { tokens, clock } = start();
    const signed = await tokens.sign('table', { sub: 't1', store: 's1', n: 5 }, clock.now() + HOUR + 999);
    expect(signed.expiresAt).toBe(clock.now() + HOUR);
    expect(await tokens.verify(signed.token)).toEqual({
      kind: 'table',
      claims: { sub: 't1', store: 's1', n: 5 },
      issuedAt: clock.now(),
      expiresAt: clock.now() + HOUR,
    });
    const [head = '', body = ''] = signed.token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(head)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(JSON.parse(body)).toMatchObject({ iss: 'tableorder', aud: 'tableorder-table', type: 'table' });
  });

  it('made by hand in the same way are accepted: the forged ones below differ in one thing only', async () => {
    expect(await start().tokens.verify(GOOD)).toMatchObject({ kind: 'admin', claims: { sub: 's1' } });
    expect(await start().tokens.verify(forge({}, { iat: nowS + 60 }))).not.toBeNull();
  });

  it.each(Object.entries(FORGED))('are refused: %s', async (_name, token) => {
    expect(await start().tokens.verify(token)).toBeNull();
  });

  it.each([0, 1, 2])('are refused with any one bit of part %i turned', async (part) => {
    const { tokens } = start();
    await tokens.verify(GOOD);
    for (const token of flips(part)) expect(await tokens.verify(token), token).toBeNull();
  });

  it('are refused unread when they are long: 1,000 of 1 MB within a second', async () => {
    const { tokens } = start();
    const long = 'a'.repeat(1_000_000);
    const from = performance.now();
    for (let i = 0; i < 1000; i += 1) await tokens.verify(long);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it('end at their second, also when they were found good before', async () => {
    const { tokens, clock } = start();
    const { token } = await tokens.sign('admin', { sub: 's1' }, clock.now() + HOUR);
    expect(await tokens.verify(token)).not.toBeNull();
    clock.advance(HOUR - 1);
    expect(await tokens.verify(token)).not.toBeNull();
    clock.advance(1);
    expect(await tokens.verify(token)).toBeNull();
  });

  it('are refused when the clock was set back by more than a minute after they were found good', async () => {
    const { tokens, clock } = start();
    const { token } = await tokens.sign('admin', { sub: 's1' }, clock.now() + HOUR);
    expect(await tokens.verify(token)).not.toBeNull();
    clock.set(clock.now() - 61_000);
    expect(await tokens.verify(token)).toBeNull();
  });

  describe('of the secret before the present one', () => {
    const change = () => {
      const clock = testClock();
      const fresh = randomBytes(32);
      return { clock, fresh, changed: hs256Tokens({ key: fresh, former: { secret, until: clock.now() }, clock }) };
    };

    it('are accepted for a day after the change, not longer, whatever end they name', async () => {
      const { clock, changed } = change();
      const long = forge({}, { exp: nowS + 30 * 86_400 });
      expect(await changed.verify(long)).toMatchObject({ expiresAt: clock.now() + 24 * HOUR });
      clock.advance(24 * HOUR - 1000);
      expect(await changed.verify(long)).not.toBeNull();
      clock.advance(1000);
      expect(await changed.verify(long)).toBeNull();
      expect(await changed.verify(forge({}, { exp: nowS + 31 * 86_400 }))).toBeNull();
    });

    it('are refused when they say they were signed after the change: whoever found the old secret signs nothing', async () => {
      const { clock, changed } = change();
      clock.advance(10_000);
      expect(await changed.verify(forge({}, { iat: nowS + 1 }))).toBeNull();
      expect(await changed.verify(forge({}, { iat: nowS }))).not.toBeNull();
    });

    it('are signed no more: the present secret signs', async () => {
      const { clock, fresh, changed } = change();
      const { token } = await changed.sign('admin', {}, clock.now() + HOUR);
      expect(await hs256Tokens({ key: fresh, clock }).verify(token)).not.toBeNull();
      expect(await hs256Tokens({ key: secret, clock }).verify(token)).toBeNull();
    });
  });

  it('are not signed with a claim of their own, a past end or too much in them', async () => {
    const { tokens, clock } = start();
    for (const name of ['iss', 'aud', 'exp', 'iat', 'nbf', 'type'])
      await expect(tokens.sign('admin', { [name]: 'x' }, clock.now() + HOUR)).rejects.toThrow(RangeError);
    await expect(tokens.sign('admin', {}, clock.now())).rejects.toThrow(RangeError);
    await expect(tokens.sign('admin', {}, Number.NaN)).rejects.toThrow(RangeError);
    await expect(tokens.sign('admin', { sub: 'x'.repeat(4000) }, clock.now() + HOUR)).rejects.toThrow(RangeError);
  });

  it('cannot be changed by who reads them', async () => {
    const { tokens } = start();
    const first = await tokens.verify(GOOD);
    expect(() => Object.assign(first?.claims ?? {}, { sub: 'other' })).toThrow(TypeError);
  });
});
