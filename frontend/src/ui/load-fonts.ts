/** Loads the faces after the first paint: their list is 13 kB that no first screen has to wait for. */
export const loadFonts = (): Promise<unknown> => import('./pretendard.css');

const PHONE = '(pointer: coarse) and (max-width: 719px)';
const SLOW = new Set(['slow-2g', '2g', '3g']);
const EDGE = 24;

/** The line's own word for how much it may be asked for, where a browser has one. */
interface Line {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Two syllables that look the same are the box of a glyph that is missing. */
function drawsKorean(): boolean {
  const canvas = document.createElement('canvas');
  canvas.width = EDGE;
  canvas.height = EDGE;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return true;
  const [first, second] = ['가', '뷁'].map((syllable) => {
    pen.clearRect(0, 0, EDGE, EDGE);
    pen.font = `${EDGE - 4}px sans-serif`;
    pen.fillText(syllable, 0, EDGE - 4);
    return pen.getImageData(0, 0, EDGE, EDGE).data.join();
  });
  return first !== second;
}

/**
 * For guests, on their own line and battery. Each subset that arrives lays the whole menu out anew, and there are twenty: a phone keeps
 * its own Korean face, for which the stand-ins have the measures, and so does whoever saves data. Without any the words are unreadable.
 */
export async function loadFontsKindly(): Promise<void> {
  const { connection } = navigator as Navigator & { readonly connection?: Line };
  const spares = connection?.saveData === true || SLOW.has(connection?.effectiveType ?? '');
  if ((spares || matchMedia(PHONE).matches) && drawsKorean()) return;
  await loadFonts();
}
