/** One bit for each dot, rows from the top, the left dot in the highest bit, 1 is black. `width` is a multiple of 8. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** Makes dots of drawings. Works beside the event loop. */
export interface Raster {
  /** An SVG of the given size, in pixels, as black and white. Rejects what is not SVG. */
  bitmap(svg: string, width: number, height: number): Promise<Bitmap>;
  /** The same dots as a PNG, for a screen. */
  png(bitmap: Bitmap): Promise<Uint8Array>;
}
