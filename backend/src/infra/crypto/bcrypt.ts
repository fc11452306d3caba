import { createHmac, hkdfSync } from 'node:crypto';
import bcrypt from 'bcrypt';
import { gate } from '../gate/gate.ts';
import type { Passwords, Verdict } from './passwords.ts';

/** Names how the text was made, so that another scheme can stand beside it one day. */
const SCHEME = 'hmac384-bcrypt';

/** bcrypt reads 72 bytes, 24 syllables of Hangul; of the keyed hash it reads all 64 characters, and those hold every byte. */
function digestUnder(secret: Uint8Array): (password: string) => string {
  const pepper = Buffer.from(hkdfSync('sha384', secret, '', 'tableorder password pepper 1', 48));
  return (password) => createHmac('sha384', pepper).update(password, 'utf8').digest('base64');
}

export interface BcryptOptions {
  readonly cost: number;
  readonly secret: Uint8Array;
  /** The secret before it: passwords kept under it are `outdated`. */
  readonly former?: Uint8Array | null;
}

export function bcryptPasswords({ cost, secret, former = null }: BcryptOptions): Passwords {
  const digest = digestUnder(secret);
  const formerDigest = former && digestUnder(former);
  // Nobody's password: a salt, and a result that cannot be hit. Checking against it costs what checking a real one does.
  const nobody = `${bcrypt.genSaltSync(cost)}${'.'.repeat(31)}`;
  const work = gate({ atOnce: 2, waiting: 10, retryAfterS: 3 });

  async function compare(password: string, against: string): Promise<Verdict> {
    if (await bcrypt.compare(digest(password), against)) return bcrypt.getRounds(against) === cost ? 'right' : 'outdated';
    return formerDigest && (await bcrypt.compare(formerDigest(password), against)) ? 'outdated' : 'wrong';
  }

  return {
    hash: (password) => work.run(async () => SCHEME + (await bcrypt.hash(digest(password), cost))),
    async verify(password, stored) {
      const known = stored?.startsWith(`${SCHEME}$`) ?? false;
      const verdict = await work.run(() => compare(password, stored !== null && known ? stored.slice(SCHEME.length) : nobody));
      return known ? verdict : 'wrong';
    },
  };
}
