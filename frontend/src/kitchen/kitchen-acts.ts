import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import {
  bumpLines,
  fireCourse,
  holdLines,
  type KitchenLine,
  type Lines,
  recallLines,
  startLines,
  type Ticket,
} from '@tableorder/contract/kitchen';
import { lineState } from '@tableorder/contract/kitchen.rules';
import { toInstant } from '@tableorder/contract/time';
import type { Api } from '../lib/api.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { serverNow } from '../lib/clock.ts';
import type { KitchenEvent, ShownTicket } from './kitchen-state.ts';
import { seenBy, takeTicket } from './kitchen-state.ts';
import type { KitchenStore } from './kitchen-store.ts';

export interface Acts {
  readonly start: (ticket: Ticket, itemIds?: OrderItemId[]) => void;
  readonly bump: (ticket: Ticket, itemIds?: OrderItemId[]) => void;
  readonly recall: (ticket: Ticket, itemIds?: OrderItemId[]) => void;
  readonly hold: (ticket: Ticket, itemIds: OrderItemId[], course: number) => void;
  readonly fire: (ticket: Ticket, course: number) => void;
  readonly seen: (ticket: ShownTicket) => void;
}

interface ActSettings {
  readonly api: Api;
  readonly store: KitchenStore;
  /** Where this screen stands; null for the pass, where a line is done at all its stations. */
  readonly station: () => StationId | null;
  readonly onFailed: (ticket: Ticket, failure: unknown) => void;
}

const ACTS = { start: startLines, bump: bumpLines, recall: recallLines } as const;
type Act = keyof typeof ACTS;

/** What a touch shows at once; the server says what really became of it. */
function foreseen({ order, lines }: Ticket, { stationId, itemIds }: Lines, act: Act): Ticket {
  const at = toInstant(serverNow());
  const change = (line: KitchenLine): KitchenLine => {
    const state = lineState(line, order);
    const meant = (!stationId || line.stationId === stationId) && (!itemIds || itemIds.includes(line.itemId));
    if (!meant || (state === 'held' && !itemIds)) return line;
    if (act === 'recall') return { ...line, startedAt: state === 'done' ? (line.startedAt ?? at) : null, bumpedAt: null, recalledAt: at };
    if (state === 'done') return line;
    return { ...line, startedAt: line.startedAt ?? at, bumpedAt: act === 'bump' ? at : null };
  };
  return { order, lines: lines.map(change) };
}

/** What hands do at the screen: shown at once, sent, and put right by what the server says. */
export function createActs({ api, store, station, onFailed }: ActSettings): Acts {
  /** Tickets that the stream told of while an answer was on its way: the event is the newer. */
  const told = new Map<string, number>();
  store.onEvent((event: KitchenEvent) => {
    if (event.type === 'kitchen_updated') told.set(event.ticket.order.id, (told.get(event.ticket.order.id) ?? 0) + 1);
  });
  const send = async (ticket: Ticket, call: () => Promise<{ body: Ticket }>) => {
    const before = told.get(ticket.order.id);
    try {
      const { body } = await call();
      if (told.get(ticket.order.id) === before) store.change((kitchen) => takeTicket(kitchen, body));
    } catch (failure) {
      if (!isFromTheLine(failure)) throw failure;
      onFailed(ticket, failure);
      await store.read();
    }
  };
  const act = (kind: Act) => (ticket: Ticket, itemIds?: OrderItemId[]) => {
    const stationId = station();
    const body: Lines = { ...(stationId === null ? {} : { stationId }), ...(itemIds ? { itemIds } : {}) };
    store.change((kitchen) => takeTicket(kitchen, foreseen(kitchen.tickets.get(ticket.order.id) ?? ticket, body, kind)));
    void send(ticket, () => api.call(ACTS[kind], { params: { orderId: ticket.order.id }, body }));
  };
  return {
    start: act('start'),
    bump: act('bump'),
    recall: act('recall'),
    hold: (ticket, itemIds, course) =>
      void send(ticket, () => api.call(holdLines, { params: { orderId: ticket.order.id }, body: { itemIds, course } })),
    fire: (ticket, course) => void send(ticket, () => api.call(fireCourse, { params: { orderId: ticket.order.id }, body: { course } })),
    seen: ({ order }) => store.change((kitchen) => seenBy(kitchen, order.id)),
  };
}
