import { type AdminCategory, addCategory, changeCategory, orderCategories, removeCategory } from '@tableorder/contract/menu';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { type FormEvent, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { moved } from './staff-display-order.ts';
import styles from './staff-menu.module.css';
import { StaffMoves } from './staff-moves.tsx';

export interface StaffCategoriesSheetProps {
  readonly open: boolean;
  readonly categories: readonly AdminCategory[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function StaffCategoriesSheet({ open, categories, onClose, onChanged }: StaffCategoriesSheetProps) {
  const { t } = useT();
  return (
    <Sheet open={open} place="side" title={t('staff.menu.categories')} closeLabel={t('ui.close')} onClose={onClose}>
      {open && <Categories categories={categories} onChanged={onChanged} />}
    </Sheet>
  );
}

type CategoriesProps = Pick<StaffCategoriesSheetProps, 'categories' | 'onChanged'>;

function Categories({ categories, onChanged }: CategoriesProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** Says whether it was done; refused, the list stays as the server has it. */
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      onChanged();
      return true;
    } catch (refused) {
      setFailure(sayFailure(t, refused));
      onChanged();
      return false;
    } finally {
      setBusy(false);
    }
  };
  const move = (from: number, by: -1 | 1) => {
    const ids = moved(
      categories.map((category) => category.id),
      from,
      by,
    );
    return attempt(() => api.call(orderCategories, { body: { ids } }));
  };
  return (
    <div className={styles.form}>
      <Refusal text={failure} />
      <ol className={styles.categories}>
        {categories.map((category, index) => (
          <CategoryRow
            key={category.id}
            category={category}
            index={index}
            count={categories.length}
            busy={busy}
            onRename={(name) => attempt(() => api.call(changeCategory, { params: { categoryId: category.id }, body: { name } }))}
            onMove={(by) => void move(index, by)}
            onRemove={() => void attempt(() => api.call(removeCategory, { params: { categoryId: category.id } }))}
          />
        ))}
      </ol>
      <NewCategory busy={busy} onAdd={(name) => attempt(() => api.call(addCategory, { body: { name } }))} />
    </div>
  );
}

interface CategoryRowProps {
  readonly category: AdminCategory;
  readonly index: number;
  readonly count: number;
  readonly busy: boolean;
  readonly onRename: (name: string) => Promise<boolean>;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function CategoryRow({ category, index, count, busy, onRename, onMove, onRemove }: CategoryRowProps) {
  const { t } = useT();
  const [name, setName] = useState(category.name);
  const rename = () => {
    if (name.trim() === '') return setName(category.name);
    if (name.trim() !== category.name) void onRename(name.trim());
  };
  return (
    <li className={styles.category}>
      <TextField
        label={t('staff.menu.category.name')}
        maxLength={100}
        value={name}
        onChange={setName}
        onBlur={rename}
        enterKeyHint="done"
      />
      <span className={styles.moves}>
        <StaffMoves name={category.name} index={index} count={count} busy={busy} onMove={onMove} />
        <IconButton
          label={t('staff.menu.category.remove', { name: category.name })}
          icon={<Trash2 aria-hidden="true" />}
          disabled={busy}
          onPress={onRemove}
        />
      </span>
    </li>
  );
}

function NewCategory({ busy, onAdd }: { readonly busy: boolean; readonly onAdd: (name: string) => Promise<boolean> }) {
  const { t } = useT();
  const [name, setName] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && (await onAdd(name.trim()))) setName('');
  };
  return (
    <form className={styles.groupHead} onSubmit={(event) => void add(event)}>
      <TextField label={t('staff.menu.category.new')} maxLength={100} value={name} onChange={setName} enterKeyHint="done" />
      <Button type="submit" icon={<Plus aria-hidden="true" />} busy={busy}>
        {t('staff.menu.category.add')}
      </Button>
    </form>
  );
}
