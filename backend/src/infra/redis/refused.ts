/** Redis will not have us, which no waiting mends; the message is its own, and holds no password. */
export class RedisRefused extends Error {
  override name = 'RedisRefused';
}
