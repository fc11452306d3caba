/** The glass that tickets are put on, in CSS px. */
export interface Glass {
  readonly width: number;
  /** Infinity where tickets stand one under the other, however many: on a phone. */
  readonly height: number;
  /** Between two tickets, both ways. */
  readonly gap: number;
  /** The least width of a ticket: it grows with the letters. */
  readonly narrowest: number;
}
export interface Place {
  readonly left: number;
  readonly top: number;
}
export interface TicketPlaces {
  readonly columnWidth: number;
  readonly places: readonly Place[];
  /** Below the last ticket, in its column. */
  readonly end: Place;
}

/**
 * Where each ticket stands, by their heights in the order of time: down, then to the right, so that the oldest is always top left and
 * nobody scrolls to see it. No ticket is cut by the end of a column; what has no room lies beyond the right edge.
 * All in whole px: what moves by a part of one is painted anew.
 */
export function placeTickets(heights: readonly number[], { width, height, gap, narrowest }: Glass): TicketPlaces {
  const inSight = height === Number.POSITIVE_INFINITY ? 1 : Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
  const columnWidth = Math.floor((width - gap * (inSight - 1)) / inSight);
  const places: Place[] = [];
  let end = { left: 0, top: 0 };
  for (const tall of heights) {
    const under = places.length === 0 ? 0 : end.top + gap;
    const place =
      under > 0 && under + Math.ceil(tall) > height ? { left: end.left + columnWidth + gap, top: 0 } : { left: end.left, top: under };
    places.push(place);
    end = { left: place.left, top: place.top + Math.ceil(tall) };
  }
  return { columnWidth, places, end };
}
