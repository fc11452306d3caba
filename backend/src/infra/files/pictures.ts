/** What a picture may be; its name in a MIME type. */
export const PICTURE_KINDS = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

export interface PreparedPicture {
  readonly width: number;
  readonly height: number;
  readonly webp: Uint8Array;
}

/** Makes what a person uploaded into pictures that can be served: decoded, turned upright, metadata gone, encoded anew. */
export interface Pictures {
  /**
   * The picture at 320, 640 and 1280 pixels of width, never enlarged: a smaller one stands at its own width last.
   * JPEG, PNG, WebP, AVIF or GIF (first frame) by content, whatever its name says. Problem `menu/not-an-image` for
   * anything else or broken, `menu/image-too-big` over 25 megapixels or 8,000 pixels a side, `unavailable` when too many wait
   * or it takes too long.
   */
  prepare(bytes: Uint8Array): Promise<readonly PreparedPicture[]>;
  /** A few pixels of a picture that `prepare` made, as a data address of some hundred characters: what stands in its place until it comes. */
  sketch(webp: Uint8Array): Promise<string>;
  /** Refuses what waits and what comes; lets what runs finish. Again: nothing. */
  close(): Promise<void>;
}
