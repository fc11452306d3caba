import type { EpochMs } from '@tableorder/contract/time';

/** Whom a token is for; it cannot be used as one of the other kind. */
export type TokenKind = 'admin' | 'table';

/** What the owner of the claims puts in, beside what the token says of itself. */
export type Claims = Readonly<Record<string, string | number>>;

export interface SignedToken {
  readonly token: string;
  /** Rounded down to the whole second a token can say. */
  readonly expiresAt: EpochMs;
}

export interface VerifiedToken {
  readonly kind: TokenKind;
  /** Ours by signature, not yet by shape: the reader checks each it uses. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** Signed statements of who someone is. Whether they are revoked is asked elsewhere. */
export interface Tokens {
  /** Throws when a claim has a name that tokens use themselves (`iss`, `aud`, `exp`, `iat`, `nbf`, `type`) or the expiry is past. */
  sign(kind: TokenKind, claims: Claims, expiresAt: EpochMs): Promise<SignedToken>;
  /** Null for anything that is not a token we signed and that is valid now; why, nobody is told. Never rejects on what a client sent. */
  verify(token: string): Promise<VerifiedToken | null>;
}
