/** How a photo is shown in the card's shape: its middle as a part of the photo, and how much larger than just covering. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export const START: Crop = { x: 0.5, y: 0.5, zoom: 1 };
export const MOST_ZOOM = 5;
/** Of the guests' cards. */
const ASPECT = 4 / 3;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** How large the part is, in the photo's pixels. */
function partOf({ zoom }: Pick<Crop, 'zoom'>, photo: Size): Size {
  const width = Math.min(photo.width, photo.height * ASPECT) / zoom;
  return { width, height: width / ASPECT };
}

/** The part never leaves the photo. */
function held({ x, y, zoom }: Crop, photo: Size): Crop {
  const part = partOf({ zoom }, photo);
  const [sideX, sideY] = [part.width / photo.width / 2, part.height / photo.height / 2];
  return { x: clamp(x, sideX, 1 - sideX), y: clamp(y, sideY, 1 - sideY), zoom };
}

/** Moved by parts of the frame. */
export function moved(crop: Crop, byX: number, byY: number, photo: Size): Crop {
  const part = partOf(crop, photo);
  return held({ ...crop, x: crop.x + (byX * part.width) / photo.width, y: crop.y + (byY * part.height) / photo.height }, photo);
}

export const zoomed = (crop: Crop, by: number, photo: Size): Crop => held({ ...crop, zoom: clamp(crop.zoom * by, 1, MOST_ZOOM) }, photo);

/** The part in the photo's pixels. */
export function cropRect(crop: Crop, photo: Size): Size & { readonly x: number; readonly y: number } {
  const part = partOf(crop, photo);
  const { x, y } = held(crop, photo);
  return { ...part, x: x * photo.width - part.width / 2, y: y * photo.height - part.height / 2 };
}
