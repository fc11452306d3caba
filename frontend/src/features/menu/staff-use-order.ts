import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import { type AdminMenuItem, orderMenuItems } from '@tableorder/contract/menu.admin';
import { useEffect, useMemo, useRef, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';

/**
 * The order of one category's items as wanted, seen at once and sent one at a time: of moves in a row only the last order goes after
 * the one on its way. What was refused is said, and the list is the shop's again.
 */
export function useItemOrder(categoryId: CategoryId | null, items: readonly AdminMenuItem[], read: () => Promise<unknown>) {
  const { t } = useT();
  const { api } = useStaffWork();
  const wanted = useRef<MenuId[] | null>(null);
  const [ids, setIds] = useState<MenuId[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const sending = useRef(false);
  // Another category is another list: a wish for the last one must not order this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the category alone decides.
  useEffect(() => {
    wanted.current = null;
    setIds(null);
    setFailure(null);
  }, [categoryId]);
  const send = async (category: CategoryId) => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (let sent: MenuId[] | null = null; wanted.current !== null && wanted.current !== sent; ) {
        sent = wanted.current;
        await api.call(orderMenuItems, { body: { categoryId: category, ids: sent } });
      }
    } catch (refused) {
      setFailure(sayFailure(t, refused));
      wanted.current = null;
      setIds(null);
    } finally {
      sending.current = false;
    }
    const stored = wanted.current;
    await read();
    if (wanted.current === stored) {
      wanted.current = null;
      setIds(null);
    }
  };
  const shown = useMemo(() => ids ?? items.map(({ id }) => id), [ids, items]);
  return {
    ids: shown,
    failure,
    put: (next: MenuId[]) => {
      if (categoryId === null) return;
      wanted.current = next;
      setIds(next);
      setFailure(null);
      void send(categoryId);
    },
  };
}
