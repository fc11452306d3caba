import type { TableId } from '@tableorder/contract/ids';
import { changeOrder, type Order, placeStaffOrder } from '@tableorder/contract/orders';
import { useRef, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { randomKey } from '../../lib/random-key.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { changesOf, type DraftLine, draftOf, draftTotal, rebase, toLine } from './staff-ordering.rules.ts';

export interface Ordering {
  readonly tableId: TableId;
  /** The order that is changed; null for a new one. */
  readonly order: Order | null;
  readonly onDone: (order: Order) => void;
}

/** A new order, or a change of one, in one person's hands. Whatever is refused, what was written down stays. */
export function useOrdering({ tableId, order, onDone }: Ordering) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [base, setBase] = useState(order);
  const [lines, setLines] = useState<readonly DraftLine[]>(() => (order ? draftOf(order) : []));
  const [note, setNote] = useState(order?.note ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** What somebody else made of the order meanwhile. */
  const [present, setPresent] = useState<Order | null>(null);
  // One key for one draft: asked again after a lost answer it is the same order.
  const key = useRef({ of: '', key: '' });

  const place = async (): Promise<Order> => {
    const body = { tableId, items: lines.map(toLine), expectedTotal: draftTotal(lines), note: note.trim() || null };
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, key: randomKey() };
    return (await api.call(placeStaffOrder, { body, idempotencyKey: key.current.key })).body;
  };
  const change = async (of: Order): Promise<Order> => {
    const body = changesOf(of, lines, note);
    return body === null ? of : (await api.call(changeOrder, { params: { orderId: of.id }, body })).body;
  };
  const send = async () => {
    if (lines.length === 0) return setFailure(t(base ? 'staff.ordering.nothing-left' : 'staff.ordering.empty'));
    setBusy(true);
    setFailure(null);
    try {
      onDone(await (base ? change(base) : place()));
    } catch (refused) {
      setBusy(false);
      if (isProblem(refused, 'order/stale') || isProblem(refused, 'order/not-pending')) return setPresent(refused.params.order);
      if (isProblem(refused, 'order/price-changed')) {
        const { items } = refused.params;
        if (!base) setLines((now) => now.map((line, at) => ({ ...line, unitPrice: items[at]?.unitPrice ?? line.unitPrice })));
      }
      const named = namedIn(refused);
      setFailure(`${named === null ? '' : `${named}: `}${sayFailure(t, refused)}`);
    }
  };
  return {
    base,
    lines,
    note,
    busy,
    failure,
    present,
    isTouched: base ? changesOf(base, lines, note) !== null : lines.length > 0,
    setLines: (next: readonly DraftLine[]) => {
      setLines(next);
      setFailure(null);
    },
    setNote,
    send,
    /** Goes on from how the order is now, with this person's edit on top. */
    goOn: () => {
      if (!base || !present) return;
      setLines(rebase(base, present, lines));
      setBase(present);
      setPresent(null);
    },
  };
}

function namedIn(refused: unknown): string | null {
  for (const key of ['order/item-sold-out', 'order/item-unavailable', 'order/option-missing', 'order/option-too-many'] as const)
    if (isProblem(refused, key)) return refused.params.name;
  return null;
}
