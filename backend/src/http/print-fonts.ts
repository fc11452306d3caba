import { readFile } from 'node:fs/promises';

/** As deep as the bundle, so that the address holds in both. */
const FONTS = new URL('../../assets/fonts/', import.meta.url);

/**
 * `names` has Latin, Hangul, kana and the common Han of Japan and China, `rest` the rarer Han, Greek, Cyrillic and signs; `ja` and `zh` the
 * letters of a printed sentence in their own forms.
 */
export interface PrintFonts {
  readonly names: Buffer;
  readonly rest: Buffer;
  readonly ja: Buffer;
  readonly zh: Buffer;
}

let loaded: Promise<PrintFonts> | null = null;

async function load(): Promise<PrintFonts> {
  const read = (name: string) => readFile(new URL(`${name}.otf`, FONTS));
  const [names, rest, ja, zh] = await Promise.all([read('names'), read('rest'), read('ja'), read('zh')]);
  return { names, rest, ja, zh };
}

/** Read when first needed; a failed reading is tried again. */
export function printFonts(): Promise<PrintFonts> {
  loaded ??= load().catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}
