import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { CategoryId } from '@tableorder/contract/ids';
import type { AdminCategory } from '@tableorder/contract/menu.admin';
import Trash2 from 'lucide-react/icons/trash-2';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { dropped, INDENT } from './staff-category-tree.rules.ts';
import { useDragWords } from './staff-dnd.ts';
import drag from './staff-drag.module.css';
import { StaffDragHandle } from './staff-drag-handle.tsx';
import styles from './staff-menu.module.css';

export interface StaffCategoryTreeProps {
  readonly categories: readonly AdminCategory[];
  readonly busy: boolean;
  /** Whether a category's name stands typed and unsent. */
  readonly onTyping: (id: CategoryId, unsent: boolean) => void;
  readonly onRename: (category: AdminCategory, name: string) => Promise<boolean>;
  readonly onMove: (category: AdminCategory, parentId: CategoryId | null, ids: CategoryId[]) => Promise<boolean>;
  readonly onRemove: (category: AdminCategory) => void;
}

/** Up and down as any sortable list; left and right go a level out and in. */
const treeCoordinates: KeyboardCoordinateGetter = (event, given) => {
  const { x, y } = given.currentCoordinates;
  if (event.code === 'ArrowRight') return { x: x + INDENT, y };
  if (event.code === 'ArrowLeft') return { x: x - INDENT, y };
  return sortableKeyboardCoordinates(event, given);
};

/** Categories of both levels in one list: carried up and down to their place, sideways below another. */
export function StaffCategoryTree({ categories, busy, onTyping, onRename, onMove, onRemove }: StaffCategoryTreeProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: treeCoordinates }),
  );
  const [wanted, setWanted] = useState<readonly AdminCategory[] | null>(null);
  const shown = wanted ?? categories;
  const words = useDragWords(
    (id) => categories.find((category) => category.id === id)?.name ?? '',
    (id) => shown.findIndex((category) => category.id === id) + 1,
    shown.length,
  );
  const drop = async ({ active, over, delta }: DragEndEvent) => {
    const category = categories.find(({ id }) => id === active.id);
    if (!category || !over) return;
    const { order, parentId } = dropped(categories, category.id, over.id as CategoryId, delta.x);
    const ids = order.map(({ id }) => id);
    if (parentId === category.parentId && ids.every((id, at) => id === categories[at]?.id)) return;
    setWanted(order.map((one) => (one.id === category.id ? { ...one, parentId } : one)));
    await onMove(category, parentId, ids);
    setWanted(null);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={words} onDragEnd={(event) => void drop(event)}>
      <SortableContext items={shown.map(({ id }) => id)} strategy={verticalListSortingStrategy} disabled={busy}>
        <ol className={styles.categories}>
          {shown.map((category) => (
            <CategoryRow
              key={category.id}
              category={category}
              busy={busy}
              onTyping={(unsent) => onTyping(category.id, unsent)}
              onRename={(name) => onRename(category, name)}
              onRemove={() => onRemove(category)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface CategoryRowProps {
  readonly category: AdminCategory;
  readonly busy: boolean;
  readonly onTyping: (unsent: boolean) => void;
  readonly onRename: (name: string) => Promise<boolean>;
  readonly onRemove: () => void;
}

function CategoryRow({ category, busy, onTyping, onRename, onRemove }: CategoryRowProps) {
  const { t } = useT();
  const sortable = useSortable({ id: category.id });
  const { transform, transition, isDragging, setNodeRef } = sortable;
  const [name, setName] = useState(category.name);
  useEffect(() => setName(category.name), [category.name]);
  const type = (next: string) => {
    setName(next);
    onTyping(next.trim() !== category.name);
  };
  const rename = async () => {
    onTyping(false);
    if (name.trim() === '') return setName(category.name);
    if (name.trim() !== category.name && !(await onRename(name.trim()))) onTyping(true);
  };
  return (
    <li
      ref={setNodeRef}
      className={classNames(styles.category, category.parentId !== null && styles.below, isDragging && drag.carried)}
      style={{ transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined, transition }}
    >
      <StaffDragHandle name={category.name} sortable={sortable} />
      <TextField
        label={t('staff.menu.category.name')}
        maxLength={100}
        value={name}
        onChange={type}
        onBlur={() => void rename()}
        enterKeyHint="done"
      />
      <IconButton
        label={t('staff.menu.category.remove', { name: category.name })}
        icon={<Trash2 aria-hidden="true" />}
        disabled={busy}
        onPress={onRemove}
      />
    </li>
  );
}
