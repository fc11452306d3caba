import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Seals } from './seals.ts';

/** Names how the text was made, so that another scheme can stand beside it one day. */
const SCHEME = 'aes256gcm1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (secret: Uint8Array): Buffer => Buffer.from(hkdfSync('sha384', secret, '', 'tableorder seals 1', 32));

function openWith(key: Buffer, bytes: Buffer, place: string): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // Node says "unable to authenticate" by throwing: not sealed under this key, or not for this place.
    return null;
  }
}

/** AES-256-GCM under a key of its own, derived from the server's secret; what was sealed under the former secret still opens. */
export function aesGcmSeals({ secret, former = null }: { readonly secret: Uint8Array; readonly former?: Uint8Array | null }): Seals {
  const key = keyOf(secret);
  const keys = former ? [key, keyOf(former)] : [key];
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${SCHEME}.${sealed.toString('base64url')}`;
    },
    open(stored, place) {
      const [scheme, body = ''] = stored.split('.');
      const bytes = Buffer.from(body, 'base64url');
      if (scheme !== SCHEME || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      return keys.reduce<string | null>((found, one) => found ?? openWith(one, bytes, place), null);
    },
  };
}
