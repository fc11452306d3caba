import type { useSortable } from '@dnd-kit/sortable';
import GripVertical from 'lucide-react/icons/grip-vertical';
import { useT } from '../../i18n/staff.ts';
import styles from './staff-drag.module.css';

type Sortable = ReturnType<typeof useSortable>;

/** What a row is held by. A button of its own: the row's other acts stay what they are. */
export function StaffDragHandle({ name, sortable }: { readonly name: string; readonly sortable: Sortable }) {
  const { t } = useT();
  const { attributes, listeners, setActivatorNodeRef } = sortable;
  return (
    <button
      type="button"
      ref={setActivatorNodeRef}
      className={styles.handle}
      {...attributes}
      {...listeners}
      aria-label={t('staff.menu.drag', { name })}
      title={t('staff.menu.drag', { name })}
    >
      <GripVertical aria-hidden="true" />
    </button>
  );
}
