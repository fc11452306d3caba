import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './kitchen-screen.module.css';
import { type Glass, type Place, placeTickets } from './ticket-places.rules.ts';

/** Wide enough for a dish and its options at the size that is read from two metres. */
const NARROWEST_REM = 18.5;
/** Tickets that a key of its own chooses. */
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** As in the styles: below it tickets stand one under the other. */
const WIDE = '(min-width: 700px)';

export interface TicketWallProps {
  /** What scrolls; its inside is the glass. */
  readonly place: RefObject<HTMLElement | null>;
  /** Tickets, in the order of time. */
  readonly children: ReactNode;
  /** Stands below the last ticket, as wide as a column. */
  readonly end: RefObject<HTMLDivElement | null>;
}

/**
 * Tickets in columns, each moved to its place as a layer of its own. Were they laid out one after the other, one that comes or goes would
 * have all after it laid out and painted anew: on an old tablet that takes longer than a frame may.
 */
export function TicketWall({ place, children, end }: TicketWallProps) {
  const [wall, setWall] = useState<HTMLDivElement | null>(null);
  const [digits, setDigits] = useState<HTMLDivElement | null>(null);
  const putter = useRef<Putter | null>(null);
  useEffect(() => {
    if (place.current === null || end.current === null || wall === null || digits === null) return;
    const made = createPutter({ place: place.current, wall, digits, end: end.current });
    putter.current = made;
    return made.stop;
  }, [place, wall, digits, end]);
  // Tickets that came, went or changed their order: after each drawing, only the page knows.
  useLayoutEffect(() => putter.current?.put());
  return (
    <div className={styles.glass}>
      <div ref={setWall} className={styles.wall}>
        {children}
      </div>
      <div ref={setDigits} className={styles.wall} aria-hidden="true">
        {DIGITS.map((digit) => (
          <span key={digit} className={styles.digit}>
            {digit}
          </span>
        ))}
      </div>
      <div ref={end} className={styles.end} />
    </div>
  );
}

interface Surface {
  readonly place: HTMLElement;
  readonly wall: HTMLElement;
  /** Lie over the first tickets: one that moves up has another digit, and is not drawn anew for it. */
  readonly digits: HTMLElement;
  readonly end: HTMLElement;
}
interface Putter {
  /** Puts every ticket where it belongs, in the same frame; costs no layout. */
  readonly put: () => void;
  readonly stop: () => void;
}

/** Knows each ticket's height as it was laid out last, and hears of every new one: asking for it would have the page laid out twice. */
function createPutter({ place, wall, digits, end }: Surface): Putter {
  const heights = new Map<Element, number>();
  const moved = new WeakMap<Element, string>();
  let inside: DOMRectReadOnly | null = null;
  let glass: Glass | null = null;
  const sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect, borderBoxSize } of entries)
      if (target === place) inside = contentRect;
      else heights.set(target, borderBoxSize[0]?.blockSize ?? 0);
    // Larger letters make tickets taller, and columns wider.
    if (inside) glass = glassOf(inside, wall);
    put();
  });
  const move = (element: HTMLElement, { left, top }: Place) => {
    const transform = `translate(${left}px, ${top}px)`;
    if (moved.get(element) === transform) return;
    moved.set(element, transform);
    element.style.transform = transform;
  };
  const put = () => {
    const all = [...wall.children] as HTMLElement[];
    const gone = [...heights.keys()].filter((ticket) => ticket.parentNode !== wall);
    for (const ticket of gone) {
      heights.delete(ticket);
      sizes.unobserve(ticket);
    }
    for (const ticket of all) if (!heights.has(ticket)) sizes.observe(ticket);
    if (glass === null) return;
    const {
      columnWidth,
      places,
      end: last,
    } = placeTickets(
      all.map((ticket) => heights.get(ticket) ?? 0),
      glass,
    );
    for (const [at, ticket] of all.entries()) move(ticket, places[at] ?? last);
    for (const [at, digit] of ([...digits.children] as HTMLElement[]).entries()) {
      digit.hidden = at >= all.length;
      move(digit, places[at] ?? last);
    }
    move(end, last);
    place.style.setProperty('--column', `${columnWidth}px`);
    place.style.setProperty('--tallest', glass.height === Number.POSITIVE_INFINITY ? 'none' : `${glass.height}px`);
  };
  sizes.observe(place);
  put();
  return { put, stop: () => sizes.disconnect() };
}

function glassOf({ width, height }: DOMRectReadOnly, wall: HTMLElement): Glass {
  return {
    width,
    height: matchMedia(WIDE).matches ? height : Number.POSITIVE_INFINITY,
    gap: px(getComputedStyle(wall).columnGap),
    narrowest: NARROWEST_REM * px(getComputedStyle(document.documentElement).fontSize),
  };
}

/** A computed length, which the page tells in px. */
const px = (length: string): number => Number(length.replace('px', ''));
