import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { resvgRaster } from './resvg.ts';

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="4">${inside}</svg>`;

describe('drawings as dots', () => {
  const raster = resvgRaster();

  it('are black where they are drawn dark, and white elsewhere', async () => {
    const { bits } = await raster.bitmap(svg('<path d="M0 0H8V2H0Z"/><path fill="#ddd" d="M8 0H16V4H8Z"/>'), 16, 4);
    expect([...bits]).toEqual([0xff, 0, 0xff, 0, 0, 0, 0, 0]);
  });

  it('come back from a PNG as the same dots', async () => {
    const bitmap = await raster.bitmap(svg('<path d="M3 1H9V3H3Z"/>'), 16, 4);
    const grey = await sharp(await raster.png(bitmap))
      .greyscale()
      .raw()
      .toBuffer();
    const black = [...grey].flatMap((value, at) => (value === 0 ? [at] : []));
    expect([grey.length, black]).toEqual([64, [1, 2].flatMap((row) => [3, 4, 5, 6, 7, 8].map((x) => row * 16 + x))]);
  });

  it('have the size that was asked for, or are refused', async () => {
    await expect(raster.bitmap(svg(''), 12, 4)).rejects.toThrow(RangeError);
    await expect(raster.bitmap(svg(''), 32, 4)).rejects.toThrow();
    await expect(raster.bitmap('no drawing', 16, 4)).rejects.toThrow();
  });
});
