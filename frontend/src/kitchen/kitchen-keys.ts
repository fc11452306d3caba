import type { StationId } from '@tableorder/contract/ids';
import { readRecentTickets } from '@tableorder/contract/kitchen';
import type { TicketActs } from '../features/kitchen/kitchen-ticket.tsx';
import { heldCourses, type LineView } from '../features/kitchen/kitchen-view.rules.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { throwApart } from '../lib/listeners.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { type Shortcuts, useShortcuts } from '../lib/use-shortcuts.ts';
import type { DeviceKeeper } from './kitchen-device.ts';
import type { Selected } from './kitchen-screen.tsx';
import type { OpenSheet } from './kitchen-sheets.tsx';
import type { ShownTicket } from './kitchen-state.ts';
import type { Shown } from './use-shown.ts';

export interface KitchenKeys {
  readonly shown: readonly Shown[];
  readonly viewsOf: (ticket: ShownTicket, leaving: boolean) => readonly LineView[];
  readonly selected: Selected | null;
  readonly onSelect: (selected: Selected | null) => void;
  readonly onSheet: (sheet: OpenSheet | null) => void;
  readonly acts: TicketActs;
  readonly stationId: StationId | null;
  readonly device: DeviceKeeper;
}

/** What a keyboard or a bump bar does: nine keys for the first nine tickets, arrows from there, one key for each act. */
export function useKitchenKeys({ shown, viewsOf, selected, onSelect, onSheet, acts, stationId, device }: KitchenKeys): void {
  const recallLast = useRecallLast(stationId, acts);
  const at = shown.findIndex(({ ticket }) => ticket.order.id === selected?.orderId);
  const present = shown[at];
  const views = present ? viewsOf(present.ticket, present.leaving) : [];

  const select = (index: number) => {
    const chosen = shown[index];
    if (chosen) onSelect({ orderId: chosen.ticket.order.id, line: null });
  };
  const move = (by: 1 | -1) => select(at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by)));
  const point = (by: 1 | -1) => {
    if (!present || !selected) return select(0);
    const next = selected.line === null ? (by === 1 ? 0 : views.length - 1) : selected.line + by;
    onSelect({ ...selected, line: next < 0 || next >= views.length ? null : next });
  };
  const bump = () => {
    if (!present) return;
    const { order, gone, news } = present.ticket;
    const view = selected?.line == null ? undefined : views[selected.line];
    if (gone !== null || (news !== null && view === undefined)) return acts.onSeen(order);
    if (view) return acts.onLine(order, view.itemId, view.state === 'done');
    acts.onBump(order);
    // The next ticket is the one to look at.
    select(shown[at + 1] ? at + 1 : at - 1);
  };
  const course = () => {
    if (!present) return;
    const [next] = heldCourses(views);
    if (next === undefined) acts.onHold(present.ticket.order);
    else acts.onFire(present.ticket.order, next);
  };
  const digits = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((digit) => [
      [`Digit${digit}`, () => select(digit - 1)],
      [`Numpad${digit}`, () => select(digit - 1)],
    ]),
  ) as Shortcuts;
  useShortcuts({
    ...digits,
    ArrowRight: () => move(1),
    ArrowLeft: () => move(-1),
    ArrowDown: () => point(1),
    ArrowUp: () => point(-1),
    Enter: bump,
    NumpadEnter: bump,
    Space: bump,
    KeyS: () => present && acts.onStart(present.ticket.order),
    KeyR: () => (present?.leaving ? acts.onRecall(present.ticket.order) : recallLast()),
    KeyU: () => onSheet({ kind: 'recent' }),
    KeyC: course,
    KeyA: () => device.put({ allDay: !device.snapshot().allDay }),
    KeyO: () => onSheet({ kind: 'sold-out' }),
    KeyM: () => device.put({ quiet: !device.snapshot().quiet }),
    Escape: () => onSelect(null),
    '?': () => onSheet({ kind: 'keys' }),
  });
}

/** Calls back the ticket that was bumped last at this station, by whomever. */
function useRecallLast(stationId: StationId | null, acts: TicketActs): () => void {
  const { api } = useStaffWork();
  return () => {
    api
      .call(readRecentTickets, { query: stationId === null ? {} : { stationId } })
      .then(({ body: { tickets } }) => {
        const [last] = tickets;
        if (last) acts.onRecall(last.ticket.order);
      })
      .catch((error: unknown) => {
        // The line says on the screen that it is down.
        if (!isFromTheLine(error)) throwApart(error);
      });
  };
}
