import type { MenuId } from '@tableorder/contract/ids';
import { type AdminCategory, type AdminMenuItem, orderMenuItems } from '@tableorder/contract/menu';
import { useRef, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { inOrder, moved } from './staff-display-order.ts';
import styles from './staff-menu.module.css';
import { StaffMoves } from './staff-moves.tsx';

export interface StaffItemOrderProps {
  readonly category: AdminCategory;
  readonly items: readonly AdminMenuItem[];
  /** Reads the menu again; done when it is read. */
  readonly read: () => Promise<unknown>;
}

/** One category's items, up and down. Each tap is seen at once and stored; what was refused is said, and the list is the shop's again. */
export function StaffItemOrder({ category, items, read }: StaffItemOrderProps) {
  const { t } = useT();
  const { ids, failure, put } = useStoredOrder(category, items, read);
  const shown = inOrder(items, ids);
  const move = (index: number, by: -1 | 1) =>
    put(
      moved(
        shown.map(({ id }) => id),
        index,
        by,
      ),
    );
  return (
    <>
      <Refusal text={failure} />
      <ol className={styles.ordering} aria-label={t('staff.menu.sort.list', { name: category.name })}>
        {shown.map((item, index) => (
          <li key={item.id} className={styles.orderRow}>
            <Picture images={item.images} alt="" sizes="48px" rounded faded={item.state !== 'available'} />
            <span className={styles.name}>{item.name}</span>
            <StaffMoves name={item.name} index={index} count={shown.length} onMove={(by) => move(index, by)} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** What is wanted, sent one at a time: of taps in a row only the last order goes after the one on its way. */
function useStoredOrder(category: AdminCategory, items: readonly AdminMenuItem[], read: () => Promise<unknown>) {
  const { t } = useT();
  const { api } = useStaffWork();
  const wanted = useRef<MenuId[] | null>(null);
  const [ids, setIds] = useState<MenuId[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const sending = useRef(false);
  const send = async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (let sent: MenuId[] | null = null; wanted.current !== null && wanted.current !== sent; ) {
        sent = wanted.current;
        await api.call(orderMenuItems, { body: { categoryId: category.id, ids: sent } });
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
  return {
    ids: ids ?? items.map(({ id }) => id),
    failure,
    put: (next: MenuId[]) => {
      wanted.current = next;
      setIds(next);
      setFailure(null);
      void send();
    },
  };
}
