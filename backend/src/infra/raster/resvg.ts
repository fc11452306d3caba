import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap, Raster } from './raster.ts';

/** A dot is black below this grey: letters keep their weight on paper, where dots bleed a little. */
const BLACK_BELOW = 150;
const OPTIONS = { background: '#fff', font: { loadSystemFonts: false } };

/** Drawings rendered by resvg in the runtime's threads: one after the other, so that a second core is left for orders. */
export function resvgRaster(): Raster {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(draw: () => Promise<T>): Promise<T> => {
    const drawn = last.then(draw);
    last = drawn.catch(() => {});
    return drawn;
  };
  return {
    async bitmap(svg, width, height) {
      if (width % 8 !== 0 || width <= 0 || height <= 0) throw new RangeError(`no bitmap of ${width} × ${height}`);
      const { renderAsync } = await import('@resvg/resvg-js');
      const drawn = await inTurn(() => renderAsync(svg, OPTIONS));
      if (drawn.width !== width || drawn.height !== height) throw new RangeError(`the drawing is not ${width} × ${height}`);
      return { width, height, bits: blackOf(drawn.pixels) };
    },
    png,
  };
}

/** One bit for each pixel of RGBA; our drawings are black and white, so red says all. */
function blackOf(pixels: Buffer): Uint8Array {
  const bits = new Uint8Array(pixels.length / 32);
  for (let at = 0; at < bits.length; at += 1) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit += 1) byte = (byte << 1) | ((pixels[at * 32 + bit * 4] ?? 255) < BLACK_BELOW ? 1 : 0);
    bits[at] = byte;
  }
  return bits;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Grey of one bit (PNG, section 11.2.2), where 1 is white: our bits turned over, each row after a byte that says it is not filtered. */
async function png({ width, height, bits }: Bitmap): Promise<Uint8Array> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rowBytes = width / 8;
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < rowBytes; x += 1) rows[y * (rowBytes + 1) + 1 + x] = ~(bits[y * rowBytes + x] ?? 0) & 0xff;
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
