import type { EpochMs } from '@tableorder/contract/time';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.ts';
import type { TokenKind, Tokens, VerifiedToken } from './tokens.ts';

const ISSUER = 'tableorder';
const MAX_LENGTH = 4096;
const MAX_SKEW_MS = 60_000;
/** How long the former key's tokens live on: as long as a table's token by default, and a leaked key does no harm after it (reliability 2.3 A). */
const FORMER_MS = 86_400_000;
const RESERVED = ['iss', 'aud', 'exp', 'nbf', 'iat', 'type'];

const audienceOf = (kind: TokenKind) => `tableorder-${kind}`;

// Base64url has spare bits at the end of a part: the same signature could be written four ways.
const isCanonical = (part: string) => part.length > 0 && Buffer.from(part, 'base64url').toString('base64url') === part;

const isSecond = (value: unknown): value is number => Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e11;

function read(header: object, payload: Record<string, unknown>): VerifiedToken | null {
  const { iss: _, aud, exp, iat, nbf, type, ...claims } = payload;
  if (Object.keys(header).sort().join() !== 'alg,typ' || nbf !== undefined) return null;
  if ((type !== 'admin' && type !== 'table') || aud !== audienceOf(type)) return null;
  if (!isSecond(exp) || !isSecond(iat) || exp <= iat) return null;
  return Object.freeze({ kind: type, claims: Object.freeze(claims), issuedAt: iat * 1000, expiresAt: exp * 1000 });
}

export interface Hs256Options {
  readonly key: Uint8Array;
  /** The key before it: what it signed until then is good for a day more, so that a secret can be changed without signing everybody out. */
  readonly former?: { readonly secret: Uint8Array; readonly until: EpochMs } | null;
  readonly clock: Clock;
}

export function hs256Tokens({ key, former = null, clock }: Hs256Options): Tokens {
  // A signature once good stays good: only the time is looked at again.
  const verified = new LRUCache<string, VerifiedToken>({ max: 5000 });

  const isNow = ({ issuedAt, expiresAt }: VerifiedToken) => clock.now() < expiresAt && issuedAt <= clock.now() + MAX_SKEW_MS;

  /** The former key signs nothing after it was replaced: what says it did was made by who found it. */
  async function checkFormer(token: string): Promise<VerifiedToken | null> {
    if (!former || clock.now() >= former.until + FORMER_MS) return null;
    const found = await check(token, former.secret);
    if (!found || found.issuedAt > former.until) return null;
    return Object.freeze({ ...found, expiresAt: Math.min(found.expiresAt, former.until + FORMER_MS) });
  }

  async function check(token: string, key: Uint8Array): Promise<VerifiedToken | null> {
    try {
      const { protectedHeader, payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        typ: 'JWT',
        issuer: ISSUER,
        audience: [audienceOf('admin'), audienceOf('table')],
        requiredClaims: ['exp', 'iat', 'type'],
        currentDate: new Date(clock.now()),
      });
      return read(protectedHeader, payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  return {
    async sign(kind, claims, expiresAt) {
      const reserved = RESERVED.find((name) => Object.hasOwn(claims, name));
      if (reserved) throw new RangeError(`the claim ${reserved} is the token's own`);
      const issued = Math.floor(clock.now() / 1000);
      const expires = Math.floor(expiresAt / 1000);
      if (!isSecond(expires) || expires <= issued) throw new RangeError('a token expires after it is issued');
      const token = await new SignJWT({ ...claims, type: kind })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(audienceOf(kind))
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(key);
      if (token.length > MAX_LENGTH) throw new RangeError('the claims are too long for a token');
      return { token, expiresAt: expires * 1000 };
    },

    async verify(token) {
      if (token.length > MAX_LENGTH) return null;
      const known = verified.get(token);
      if (known) return isNow(known) ? known : null;
      const parts = token.split('.');
      if (parts.length !== 3 || !parts.every(isCanonical)) return null;
      const found = (await check(token, key)) ?? (await checkFormer(token));
      if (!found || !isNow(found)) return null;
      verified.set(token, found);
      return found;
    },
  };
}
