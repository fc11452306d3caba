import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { MenuId } from '@tableorder/contract/ids';
import { MOST_RECOMMENDED } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDragSensors, useDragWords } from './staff-dnd.ts';
import drag from './staff-drag.module.css';
import { StaffDragHandle } from './staff-drag-handle.tsx';
import styles from './staff-menu.module.css';
import own from './staff-recommended-field.module.css';
import { useItemSearch } from './staff-use-item-search.ts';

/** As many as can be looked over at once; more letters find the others. */
const MOST_FOUND = 6;

export interface StaffRecommendedFieldProps {
  /** The item itself goes with itself never; null while it is new. */
  readonly itemId: MenuId | null;
  readonly items: readonly AdminMenuItem[];
  readonly chosen: readonly MenuId[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly MenuId[]) => void;
}

/** What goes with a dish, in the order in which guests who add it are shown it. */
export function StaffRecommendedField({ itemId, items, chosen, error, onChange }: StaffRecommendedFieldProps) {
  const { t } = useT();
  const [look, setLook] = useState('');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const full = chosen.length >= MOST_RECOMMENDED;
  const found = useItemSearch(items, look, look !== '');
  const free = found.filter(({ id }) => id !== itemId && !chosen.includes(id)).slice(0, MOST_FOUND);
  // The button that was pressed goes: the next one is looked for.
  const put = (next: readonly MenuId[], words: string) => {
    onChange(next);
    setSaid(words);
    field.current?.focus();
  };
  const add = ({ id, name }: AdminMenuItem) => {
    if (full) return;
    setLook('');
    put([...chosen, id], t('staff.menu.together.added', { name }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The form must not be sent by who looks for an item; a syllable that is being composed is not finished yet.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [first] = free;
    if (first) add(first);
  };
  return (
    <section className={styles.part} aria-label={t('staff.menu.together')}>
      <h3 className={styles.heading}>{t('staff.menu.together')}</h3>
      <Chosen
        items={items}
        chosen={chosen}
        onOrder={onChange}
        onRemove={(id, name) =>
          put(
            chosen.filter((other) => other !== id),
            t('staff.menu.together.removed', { name }),
          )
        }
      />
      <TextField
        ref={field}
        type="search"
        label={t('staff.menu.together.find')}
        aside={t('ui.optional')}
        hint={t(full ? 'staff.menu.together.full' : 'staff.menu.together.hint', { max: MOST_RECOMMENDED })}
        error={error}
        placeholder={t('staff.menu.search')}
        maxLength={100}
        enterKeyHint="done"
        value={look}
        onChange={setLook}
        onKeyDown={onKeyDown}
      />
      <p className="seen-by-readers-only" role="status">
        {said}
      </p>
      {look.trim() !== '' && !full && free.length === 0 && <p className={styles.hint}>{t('staff.menu.search.none')}</p>}
      {!full && free.length > 0 && (
        <ul className={own.found} aria-label={t('staff.menu.together.found')}>
          {free.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                className={own.add}
                aria-label={t('staff.menu.together.add', { name: item.name })}
                onClick={() => add(item)}
              >
                <Plus aria-hidden="true" />
                <span className={own.name}>{item.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ChosenProps {
  readonly items: readonly AdminMenuItem[];
  readonly chosen: readonly MenuId[];
  readonly onOrder: (chosen: readonly MenuId[]) => void;
  readonly onRemove: (id: MenuId, name: string) => void;
}

function Chosen({ items, chosen, onOrder, onRemove }: ChosenProps) {
  const { t } = useT();
  const sensors = useDragSensors();
  const nameOf = (id: unknown) => items.find((item) => item.id === id)?.name ?? '';
  const words = useDragWords(nameOf, (id) => chosen.indexOf(id as MenuId) + 1, chosen.length);
  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [chosen.indexOf(active.id as MenuId), chosen.indexOf(over?.id as MenuId)];
    if (from >= 0 && to >= 0 && from !== to) onOrder(arrayMove([...chosen], from, to));
  };
  if (chosen.length === 0) return null;
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={words} onDragEnd={drop}>
      <SortableContext items={[...chosen]} strategy={verticalListSortingStrategy}>
        <ol className={own.chosen} aria-label={t('staff.menu.together')}>
          {chosen.map((id) => {
            const item = items.find((one) => one.id === id);
            return item && <ChosenRow key={id} item={item} onRemove={() => onRemove(id, item.name)} />;
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

function ChosenRow({ item, onRemove }: { readonly item: AdminMenuItem; readonly onRemove: () => void }) {
  const { t } = useT();
  const sortable = useSortable({ id: item.id });
  const { transform, transition, isDragging, setNodeRef } = sortable;
  return (
    <li
      ref={setNodeRef}
      className={isDragging ? `${own.row} ${drag.carried}` : own.row}
      style={{ transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined, transition }}
    >
      <StaffDragHandle name={item.name} sortable={sortable} />
      <span className={own.name}>
        {item.name}
        {/* Guests are not shown it until it is on the menu again. */}
        {item.state === 'hidden' && <span className={own.aside}>{t('staff.menu.hidden')}</span>}
      </span>
      <IconButton label={t('staff.menu.together.remove', { name: item.name })} icon={<X aria-hidden="true" />} onPress={onRemove} />
    </li>
  );
}
