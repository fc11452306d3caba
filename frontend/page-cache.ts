import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const MAX_BYTES = 32_000_000;
/** Quick enough to be waited for once, and near the best. */
const QUALITY = 7;

export interface MadePage {
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function pack(html: string): Promise<MadePage> {
  const plain = Buffer.from(html);
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const [br, gz] = await Promise.all([brotli(plain, { params }), zip(plain)]);
  return { etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`, plain, br, gzip: gz };
}

interface Kept {
  readonly version: string;
  readonly page: Promise<MadePage>;
  bytes: number;
}

/** Pages as they go over the wire, made once for each version of what they show. */
export class PageCache {
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  /** The page under this key, made anew when it was made from another version. */
  get(key: string, version: string, make: () => Promise<string>): Promise<MadePage> {
    const known = this.#kept.get(key);
    if (known?.version === version) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.page;
    }
    if (known) this.#drop(key, known);
    const made: Kept = { version, page: make().then(pack), bytes: 0 };
    this.#kept.set(key, made);
    made.page.then(
      ({ plain, br, gzip: gz }) => this.#weigh(key, made, plain.length + br.length + gz.length),
      () => this.#drop(key, made),
    );
    return made.page;
  }

  #weigh(key: string, made: Kept, bytes: number): void {
    if (this.#kept.get(key) !== made) return;
    made.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= MAX_BYTES) return;
      this.#drop(oldest, kept);
    }
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.get(key) !== kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
