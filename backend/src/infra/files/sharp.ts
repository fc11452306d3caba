import { problem } from '@tableorder/contract/problem';
import sharp from 'sharp';
import type { Clock } from '../clock/clock.ts';
import { gate } from '../gate/gate.ts';
import type { Log } from '../log/log.ts';
import type { PictureKind, Pictures, PreparedPicture } from './pictures.ts';
import { sniff } from './sniff.ts';

const WIDTHS = [320, 640, 1280] as const;
const MAX_PIXELS = 25_000_000;
const MAX_SIDE = 8000;
const TIMEOUT_S = 5;
const QUALITY = 80;
const SKETCH_SIDE = 12;
const SKETCH_QUALITY = 20;

// One picture after the other on one core: the second core is for orders. Only the five decoders exist for us.
sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
});

export interface PicturesOptions {
  readonly kinds: readonly PictureKind[];
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly log: Log;
}

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Full decode of the first frame, upright, in sRGB, no wider than the widest we keep; all metadata stays behind. */
async function decode(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, page: 0, pages: 1 })
    .autoOrient()
    .resize({ width: WIDTHS[2], withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: TIMEOUT_S })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as Pixels['channels'] };
}

async function encode({ data, ...raw }: Pixels, width: number): Promise<PreparedPicture> {
  const { data: webp, info } = await sharp(data, { raw })
    .resize({ width, withoutEnlargement: true })
    .timeout({ seconds: TIMEOUT_S })
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, webp };
}

export function sharpPictures({ kinds, maxBytes, clock, log }: PicturesOptions): Pictures {
  const work = gate({ atOnce: 1, waiting: 10, retryAfterS: 5 });
  const notAnImage = () => problem('menu/not-an-image', {});
  const tooBig = () => problem('menu/image-too-big', { maxBytes, maxPixels: MAX_PIXELS, maxSide: MAX_SIDE });

  /** What the decoder throws is about the bytes it was given, unless its time was up. */
  async function decoding<T>(step: Promise<T>): Promise<T> {
    const from = clock.monotonic();
    try {
      return await step;
    } catch (error) {
      log.info('pictures', 'a picture was refused', {}, error);
      throw clock.monotonic() - from >= TIMEOUT_S * 900 ? problem('unavailable', {}, { retryAfterS: 30 }) : notAnImage();
    }
  }

  async function make(bytes: Uint8Array): Promise<readonly PreparedPicture[]> {
    // Reads the header only; what it says is checked before a pixel is decoded.
    const { width, height } = await decoding(sharp(bytes, { limitInputPixels: false }).metadata());
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooBig();
    const pixels = await decoding(decode(bytes));
    const widths = [...WIDTHS.filter((one) => one < pixels.width), pixels.width];
    const made: PreparedPicture[] = [];
    for (const one of widths) made.push(await encode(pixels, one));
    return made;
  }

  return {
    async prepare(bytes) {
      if (bytes.length > maxBytes) throw tooBig();
      const kind = sniff(bytes);
      if (!kind || !kinds.includes(kind)) throw notAnImage();
      return work.run(() => make(bytes));
    },
    async sketch(webp) {
      const small = await sharp(webp)
        .resize({ width: SKETCH_SIDE, height: SKETCH_SIDE, fit: 'inside' })
        .timeout({ seconds: TIMEOUT_S })
        .webp({ quality: SKETCH_QUALITY, effort: 6 })
        .toBuffer();
      return `data:image/webp;base64,${small.toString('base64')}`;
    },
    async close() {
      work.close();
    },
  };
}
