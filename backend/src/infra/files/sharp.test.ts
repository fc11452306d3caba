import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock/system.ts';
import { testLog } from '../log/test-log.ts';
import { PICTURE_KINDS, type PictureKind } from './pictures.ts';
import { sharpPictures } from './sharp.ts';

const start = (kinds: readonly PictureKind[] = PICTURE_KINDS) =>
  sharpPictures({ kinds, maxBytes: 5_242_880, clock: systemClock, log: testLog() });
const pictures = start();

const plain = (width: number, height: number, background: string | object = '#c33') =>
  sharp({ create: { width, height, channels: 3, background } });
const noisy = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });
const look = (bytes: Uint8Array) => sharp(bytes).metadata();
const middle = async (bytes: Uint8Array) => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  return [...data.subarray(at, at + 3)];
};
const refusal = (bytes: Uint8Array, by = pictures) =>
  by.prepare(bytes).then(
    () => 'taken',
    (error: { key?: string }) => error.key ?? String(error),
  );

const chunk = (type: string, data: Uint8Array) => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
};
/** A one-bit PNG whose header says what we like. */
const png = (width: number, height: number, pixels: Uint8Array, ...extra: Uint8Array[]) => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...extra,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
const blank = (width: number, height: number) => deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

describe('pictures', () => {
  it('come in three widths as WebP, proportions kept', async () => {
    const made = await pictures.prepare(await noisy(1600, 1200).jpeg().toBuffer());
    expect(made.map(({ width, height }) => [width, height])).toEqual([
      [320, 240],
      [640, 480],
      [1280, 960],
    ]);
    for (const { webp, width } of made) expect(await look(webp)).toMatchObject({ format: 'webp', width });
  });

  it.each([
    [400, 300],
    [20, 2000],
    [2000, 20],
  ])('of %i × %i pixels have a sketch that is small whatever they show', async (width, height) => {
    const [made] = await pictures.prepare(await noisy(width, height).jpeg().toBuffer());
    const sketch = await pictures.sketch(made?.webp ?? Buffer.alloc(0));
    expect(sketch).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
    expect(sketch.length).toBeLessThan(500);
    const bytes = Buffer.from(sketch.split(',')[1] ?? '', 'base64');
    const seen = await look(bytes);
    expect(Math.max(seen.width, seen.height)).toBeLessThanOrEqual(12);
  });

  it.each([
    [200, [200]],
    [320, [320]],
    [500, [320, 500]],
    [640, [320, 640]],
    [1000, [320, 640, 1000]],
    [1281, [320, 640, 1280]],
  ])('of %i pixels are never enlarged', async (width, expected) => {
    const made = await pictures.prepare(await plain(width, 100).png().toBuffer());
    expect(made.map((one) => one.width)).toEqual(expected);
  });

  it.each(PICTURE_KINDS)('are taken as %s and look the same', async (kind) => {
    const made = await pictures.prepare(
      await plain(40, 30)
        [kind]({ quality: 90, effort: 1 } as object)
        .toBuffer(),
    );
    const [red = 0, green = 0, blue = 0] = await middle(made[0]?.webp ?? Buffer.alloc(0));
    expect(Math.abs(red - 0xcc) + Math.abs(green - 0x33) + Math.abs(blue - 0x33)).toBeLessThan(30);
  });

  it('in grey, with alpha, of 16 bits and in CMYK become pictures too', async () => {
    const sources = [
      await plain(40, 30).greyscale().png().toBuffer(),
      await sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } })
        .png()
        .toBuffer(),
      await plain(40, 30).toColourspace('rgb16').png().toBuffer(),
      await plain(40, 30).toColourspace('cmyk').jpeg().toBuffer(),
      png(40, 30, blank(40, 30)),
    ];
    for (const source of sources)
      expect(await look((await pictures.prepare(source))[0]?.webp ?? Buffer.alloc(0))).toMatchObject({ width: 40, space: 'srgb' });
  });

  it('stand upright and have lost EXIF, GPS, XMP and ICC', async () => {
    const source = await noisy(60, 40)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Artist: 'someone' }, IFD3: { GPSLatitude: '37/1 33/1 59/1', GPSLatitudeRef: 'N' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><home-address/></x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(await look(source)).toMatchObject({ orientation: 6, exif: expect.anything(), icc: expect.anything(), xmp: expect.anything() });
    const made = (await pictures.prepare(source))[0];
    const { exif, icc, xmp, orientation, ...seen } = await look(made?.webp ?? Buffer.alloc(0));
    expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect([seen.width, seen.height]).toEqual([40, 60]);
    expect(Buffer.from(made?.webp ?? []).toString('latin1')).not.toMatch(/someone|home-address|Exif|ICCP/);
  });

  it('of many frames are their first', async () => {
    const frames = Buffer.concat([0xff, 0x80, 0x10].map((red) => Buffer.from(Array.from({ length: 20 * 20 }, () => [red, 0, 0]).flat())));
    const source = await sharp(frames, { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } })
      .gif()
      .toBuffer();
    expect((await sharp(source, { animated: true }).metadata()).pages).toBe(3);
    const [made] = await pictures.prepare(source);
    expect([made?.width, made?.height]).toEqual([20, 20]);
    expect((await middle(made?.webp ?? Buffer.alloc(0)))[0]).toBeGreaterThan(240);
  });

  it('leave behind whatever hung at their end', async () => {
    const jpeg = await noisy(60, 40).jpeg().toBuffer();
    const zip = Buffer.from('PK\x03\x04evil.html<script>alert(1)</script>', 'latin1');
    const [made] = await pictures.prepare(Buffer.concat([jpeg, zip]));
    expect(Buffer.from(made?.webp ?? []).toString('latin1')).not.toMatch(/evil|script/);
  });

  it.each([
    ['an SVG', Buffer.from(SVG)],
    ['an SVG with a byte-order mark', Buffer.from(`\ufeff${SVG}`)],
    ['an SVG with an XML head', Buffer.from(`<?xml version="1.0"?>${SVG}`)],
    ['an SVG after spaces', Buffer.from(`${' '.repeat(40)}${SVG}`)],
    [
      'HTML with the head of a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<html><script>alert(1)</script></html>')]),
    ],
    ['HTML with the head of a GIF', Buffer.from('GIF89a<script>alert(1)</script>'.padEnd(400))],
    ['HTML with the head of a PNG', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<html>'.repeat(30))])],
    ['an SVG with the head of a WebP', Buffer.concat([Buffer.from('RIFF\x40\0\0\0WEBP', 'latin1'), Buffer.from(SVG)])],
    ['an SVG with the head of an AVIF', Buffer.concat([Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'latin1'), Buffer.from(SVG)])],
    ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'.padEnd(200), 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7\n'.padEnd(200))],
    ['an icon', Buffer.from('\0\0\x01\0\x01\0\x10\x10'.padEnd(200, '\0'), 'latin1')],
    ['nothing', Buffer.alloc(0)],
    ['three bytes', Buffer.from([0xff, 0xd8, 0xff])],
    ['zeros', Buffer.alloc(1000)],
    ['a size of nothing', png(0, 0, blank(1, 1))],
    ['fewer rows than said', png(200, 200, blank(200, 20))],
  ])('are refused when they are %s', async (_name, bytes) => {
    expect(await refusal(bytes)).toBe('menu/not-an-image');
  });

  it('are refused as TIFF, which the decoder would know', async () => {
    expect(await refusal(await plain(9, 9).tiff().toBuffer())).toBe('menu/not-an-image');
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('are refused when a %s is cut short', async (kind) => {
    const whole = await noisy(300, 200)[kind]().toBuffer();
    expect(await refusal(whole.subarray(0, whole.length / 2))).toBe('menu/not-an-image');
  });

  it('are refused of a kind that the settings leave out', async () => {
    expect(await refusal(await plain(9, 9).gif().toBuffer(), start(['jpeg', 'png']))).toBe('menu/not-an-image');
  });

  it('are refused over 5 MB, 8,000 pixels a side or 25 megapixels, saying the limits', async () => {
    await expect(pictures.prepare(Buffer.alloc(5_242_881))).rejects.toMatchObject({
      key: 'menu/image-too-big',
      params: { maxBytes: 5_242_880, maxPixels: 25_000_000, maxSide: 8000 },
    });
    expect(await refusal(png(8001, 10, blank(8001, 10)))).toBe('menu/image-too-big');
    expect(await refusal(png(10, 8001, blank(10, 8001)))).toBe('menu/image-too-big');
    expect(await refusal(png(5001, 5000, blank(5001, 5000)))).toBe('menu/image-too-big');
    expect(await refusal(png(8000, 3125, blank(8000, 3125)))).toBe('taken');
  });

  it('of 30,000 × 30,000 pixels in a few bytes are refused within a second, memory flat', async () => {
    const bomb = png(30_000, 30_000, blank(30_000, 30_000));
    expect(bomb.length).toBeLessThan(200_000);
    const [before, from] = [process.memoryUsage().rss, performance.now()];
    for (let i = 0; i < 10; i += 1) expect(await refusal(bomb)).toBe('menu/image-too-big');
    expect((performance.now() - from) / 10).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it('with a hundred megabytes of packed text cost neither time nor memory', async () => {
    const packed = deflateSync(Buffer.alloc(100_000_000, 'x'), { level: 9 });
    const bomb = png(40, 30, blank(40, 30), chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed])));
    const [before, from] = [process.memoryUsage().rss, performance.now()];
    await refusal(bomb);
    expect(performance.now() - from).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it('are made one at a time, ten wait, and the next is told to come again; orders’ own work goes on', async () => {
    const source = await noisy(640, 480).jpeg().toBuffer();
    const crowd = start();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    const results = await Promise.all(Array.from({ length: 13 }, () => refusal(source, crowd)));
    clearInterval(timer);
    expect(results).toEqual([...Array(11).fill('taken'), 'unavailable', 'unavailable']);
    expect(turns).toBeGreaterThan(20);
  });

  it('are refused after closing, those waiting too', async () => {
    const source = await plain(800, 800).jpeg().toBuffer();
    const closing = start();
    const both = [refusal(source, closing), refusal(source, closing)];
    await closing.close();
    expect(await Promise.all(both)).toEqual(['taken', 'unavailable']);
    expect(await refusal(source, closing)).toBe('unavailable');
  });
});
