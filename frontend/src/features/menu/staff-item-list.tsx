import { DndContext, type DragEndEvent, useDroppable } from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, useSortable } from '@dnd-kit/sortable';
import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import { type AdminCategory, type AdminMenuItem, changeMenuItem, orderMenuItems } from '@tableorder/contract/menu.admin';
import BookOpen from 'lucide-react/icons/book-open';
import { memo, useMemo } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { inOrder } from './staff-display-order.ts';
import { placeId, placeOf, rowOrPlace, useDragSensors, useDragWords } from './staff-dnd.ts';
import drag from './staff-drag.module.css';
import { StaffDragHandle } from './staff-drag-handle.tsx';
import styles from './staff-item-list.module.css';
import { MOST_AT_ONCE, StaffMenuRow, StaffMenuRowAfar } from './staff-menu-row.tsx';
import type { StaffMenu } from './staff-use-menu.ts';
import { useNear } from './staff-use-near.ts';
import { useItemOrder } from './staff-use-order.ts';

export interface StaffItemListProps {
  readonly menu: StaffMenu;
  readonly current: AdminCategory;
  readonly onChoose: (category: CategoryId) => void;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: (item: AdminMenuItem) => void;
  readonly read: () => Promise<unknown>;
}

/** Categories beside the items of one; an item is carried to its place, or onto another category. */
export const StaffItemList = memo(function StaffItemList({ menu, current, onChoose, onItem, onEdit, read }: StaffItemListProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const sensors = useDragSensors();
  const items = useMemo(() => menu.items.filter(({ categoryId }) => categoryId === current.id), [menu.items, current.id]);
  const { ids, failure, put } = useItemOrder(current.id, items, read);
  const shown = inOrder(items, ids);
  const names = useMemo(
    () =>
      new Map<string, string>([
        ...menu.items.map(({ id, name }) => [id, name] as const),
        ...menu.categories.map(({ id, name }) => [placeId(id), name] as const),
      ]),
    [menu],
  );
  const words = useDragWords(
    (id) => names.get(String(id)) ?? '',
    (id) => ids.indexOf(id as MenuId) + 1,
    ids.length,
  );
  const moveTo = async (item: AdminMenuItem, category: AdminCategory) => {
    try {
      onItem((await api.call(changeMenuItem, { params: { menuId: item.id }, body: { categoryId: category.id } })).body);
      show({ tone: 'good', text: t('staff.menu.drag.moved', { name: item.name, category: category.name }) });
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
    await read();
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || over.id === active.id) return;
    const target = menu.categories.find(({ id }) => id === placeOf(over.id));
    const item = items.find(({ id }) => id === active.id);
    if (target && item) {
      if (target.id !== current.id) void moveTo(item, target);
      return;
    }
    const [from, to] = [ids.indexOf(active.id as MenuId), ids.indexOf(over.id as MenuId)];
    if (from >= 0 && to >= 0) put(arrayMove(ids, from, to));
  };
  const movable = may(orderMenuItems);
  return (
    <DndContext sensors={sensors} collisionDetection={rowOrPlace} accessibility={words} onDragEnd={drop}>
      <div className={styles.desk}>
        <Rail menu={menu} current={current.id} onChoose={onChoose} />
        <div className={styles.items}>
          <Refusal text={failure} />
          {shown.length === 0 && <EmptyState icon={<BookOpen />} title={t('staff.menu.none')} text={t('staff.menu.none-text')} />}
          <SortableContext items={ids} strategy={rectSortingStrategy} disabled={!movable}>
            <ol className={styles.list} aria-label={t('staff.menu.list', { name: current.name })}>
              {shown.map((item, at) => (
                <Row key={item.id} item={item} first={at < MOST_AT_ONCE} movable={movable} onItem={onItem} onEdit={onEdit} />
              ))}
            </ol>
          </SortableContext>
        </div>
      </div>
    </DndContext>
  );
});

interface RowProps {
  readonly item: AdminMenuItem;
  /** Among those that are seen at once. */
  readonly first: boolean;
  readonly movable: boolean;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: (item: AdminMenuItem) => void;
}

/** Of hundreds of rows only those near the screen have their controls and can be carried. */
const Row = memo(function Row({ first, ...props }: RowProps) {
  const { ref, near } = useNear<HTMLLIElement>(first);
  if (near) return <WholeRow {...props} />;
  return (
    <li ref={ref}>
      <StaffMenuRowAfar item={props.item} held={props.movable} />
    </li>
  );
});

function WholeRow({ item, movable, onItem, onEdit }: Omit<RowProps, 'first'>) {
  const sortable = useSortable({ id: item.id, disabled: !movable });
  const { transform, transition, isDragging, setNodeRef } = sortable;
  return (
    <li
      ref={setNodeRef}
      className={isDragging ? drag.carried : undefined}
      style={{ transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined, transition }}
    >
      <StaffMenuRow
        item={item}
        handle={movable ? <StaffDragHandle name={item.name} sortable={sortable} /> : null}
        onItem={onItem}
        onEdit={onEdit}
      />
    </li>
  );
}

interface RailProps {
  readonly menu: StaffMenu;
  readonly current: CategoryId;
  readonly onChoose: (category: CategoryId) => void;
}

function Rail({ menu, current, onChoose }: RailProps) {
  const { t } = useT();
  const counts = new Map<string, number>();
  for (const item of menu.items) counts.set(item.categoryId, (counts.get(item.categoryId) ?? 0) + 1);
  return (
    <nav className={styles.rail} aria-label={t('staff.menu.categories')}>
      {menu.categories.map((category) => (
        <Place
          key={category.id}
          category={category}
          count={counts.get(category.id) ?? 0}
          here={category.id === current}
          onChoose={() => onChoose(category.id)}
        />
      ))}
    </nav>
  );
}

interface PlaceProps {
  readonly category: AdminCategory;
  readonly count: number;
  readonly here: boolean;
  readonly onChoose: () => void;
}

function Place({ category, count, here, onChoose }: PlaceProps) {
  const { setNodeRef, isOver } = useDroppable({ id: placeId(category.id), disabled: here });
  return (
    <button
      type="button"
      ref={setNodeRef}
      className={classNames(styles.place, category.parentId !== null && styles.below, isOver && styles.over)}
      aria-current={here ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className={styles.placeName}>{category.name}</span>
      <span className={styles.count}>{count}</span>
    </button>
  );
}
