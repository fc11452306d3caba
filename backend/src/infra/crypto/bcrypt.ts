import { createHmac, hkdfSync } from 'node:crypto';
import bcrypt from 'bcrypt';
import { gate } from '../gate/gate.ts';
import type { Passwords } from './passwords.ts';

/** Names how the text was made, so that another scheme can stand beside it one day. */
const SCHEME = 'hmac384-bcrypt';

/** bcrypt reads 72 bytes, 24 syllables of Hangul; of the keyed hash it reads all 64 characters, and those hold every byte. */
export function bcryptPasswords({ cost, secret }: { readonly cost: number; readonly secret: Uint8Array }): Passwords {
  const pepper = Buffer.from(hkdfSync('sha384', secret, '', 'tableorder password pepper 1', 48));
  const digest = (password: string) => createHmac('sha384', pepper).update(password, 'utf8').digest('base64');
  // Nobody's password: a salt, and a result that cannot be hit. Checking against it costs what checking a real one does.
  const nobody = `${bcrypt.genSaltSync(cost)}${'.'.repeat(31)}`;
  const work = gate({ atOnce: 2, waiting: 10, retryAfterS: 3 });

  return {
    hash: (password) => work.run(async () => SCHEME + (await bcrypt.hash(digest(password), cost))),
    async verify(password, stored) {
      const known = stored?.startsWith(`${SCHEME}$`) ?? false;
      const against = stored !== null && known ? stored.slice(SCHEME.length) : nobody;
      const same = await work.run(() => bcrypt.compare(digest(password), against));
      return known && same;
    },
  };
}
