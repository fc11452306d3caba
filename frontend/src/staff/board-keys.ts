import type { TableId } from '@tableorder/contract/ids';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { useLocation } from 'wouter';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useShortcuts } from '../lib/use-shortcuts.ts';
import type { OpenSheet } from './board-sheets.tsx';
import type { Board } from './board-state.ts';
import { FILTERS, type Filter, ordersInSight, type Summary } from './board-view.ts';
import { useLive } from './live.tsx';

export interface BoardKeys {
  readonly board: Board;
  readonly summary: Summary;
  readonly sheet: OpenSheet | null;
  readonly onSheet: (sheet: OpenSheet | null) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onLook: () => void;
  readonly onWall: () => void;
  readonly onKeys: () => void;
}

/** The tables in the order in which the eye meets them. */
const heads = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-table] > button:first-child, button[data-table]')]
    .map((head) => ({ head, at: head.getBoundingClientRect() }))
    .sort((a, b) => a.at.top - b.at.top || a.at.left - b.at.left)
    .map(({ head }) => head);

/** Moves the focus from table to table in the order in which they stand. */
function walk(by: 1 | -1): void {
  const all = heads();
  const here = document.activeElement?.closest('[data-table]');
  const at = all.findIndex((head) => head === here || head.parentElement === here);
  all[at === -1 ? (by === 1 ? 0 : all.length - 1) : (at + by + all.length) % all.length]?.focus();
}

const focusedTable = (): TableId | null =>
  (document.activeElement?.closest<HTMLElement>('[data-table]')?.dataset.table as TableId | undefined) ?? null;

/** What the keyboard does on the board. A table or an order is the open one, else the one with the focus. */
export function useBoardKeys({ board, summary, sheet, onSheet, onFilter, onLook, onWall, onKeys }: BoardKeys): void {
  const [, go] = useLocation();
  const { may } = useStaffWork();
  const { steps, ring } = useLive();
  const tableId = () => sheet?.tableId ?? focusedTable();
  const table = () => board.tables.find((other) => other.table.id === tableId());
  const step = () => {
    const orders = table()?.orders ?? [];
    const wanted = sheet?.kind === 'order' ? orders.filter(({ id }) => id === sheet.orderId) : ordersInSight(orders, 1).shown;
    if (wanted[0]) steps.take(wanted[0]);
  };
  const undo = () => {
    const last = [...steps.pending()].findLast(([, { sending }]) => !sending);
    if (last) steps.undo(last[0]);
  };
  const next = () => {
    const card = summary.longest?.card;
    const oldest = card?.orders.findLast(({ status }) => status === 'PENDING');
    if (card && oldest) onSheet({ kind: 'order', tableId: card.table.table.id, orderId: oldest.id });
  };
  const order = () => {
    const id = tableId();
    if (id !== null && may(placeStaffOrder)) go(`/tables/${id}/order`);
  };
  const filter = (at: number) => {
    const chosen = FILTERS[at];
    if (chosen) onFilter(chosen);
  };
  useShortcuts({
    KeyN: next,
    KeyJ: () => walk(1),
    KeyK: () => walk(-1),
    KeyA: step,
    KeyZ: undo,
    KeyO: order,
    KeyV: onLook,
    KeyW: onWall,
    KeyS: () => ring.setQuiet(!ring.isQuiet()),
    Digit1: () => filter(0),
    Digit2: () => filter(1),
    Digit3: () => filter(2),
    Digit4: () => filter(3),
    '?': onKeys,
  });
}
