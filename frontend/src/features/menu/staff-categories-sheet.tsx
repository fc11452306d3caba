import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminCategory, addCategory, changeCategory, orderCategories, removeCategory } from '@tableorder/contract/menu.admin';
import Plus from 'lucide-react/icons/plus';
import { type FormEvent, useEffect, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffCategoryTree } from './staff-category-tree.tsx';
import { useLeaveAsk } from './staff-leave-ask.tsx';
import styles from './staff-menu.module.css';
import { putText, StaffTranslationsField } from './staff-translations-field.tsx';

export interface StaffCategoriesSheetProps {
  readonly open: boolean;
  readonly categories: readonly AdminCategory[];
  readonly onClose: () => void;
  readonly onChanged: () => Promise<unknown>;
}

export function StaffCategoriesSheet({ open, categories, onClose, onChanged }: StaffCategoriesSheetProps) {
  const { t } = useT();
  const { onDirty, ask, question } = useLeaveAsk();
  return (
    <>
      <Sheet
        open={open}
        place="side"
        title={t('staff.menu.categories')}
        note={t('staff.menu.categories.note')}
        closeLabel={t('ui.close')}
        onClose={() => ask(onClose)}
      >
        {open && <Categories categories={categories} onDirty={onDirty} onChanged={onChanged} />}
      </Sheet>
      {question}
    </>
  );
}

interface CategoriesProps extends Pick<StaffCategoriesSheetProps, 'categories' | 'onChanged'> {
  readonly onDirty: (dirty: boolean) => void;
}

function Categories({ categories, onDirty, onChanged }: CategoriesProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [words, setWords] = useState<AdminCategory[] | null>(null);
  const [newName, setNewName] = useState('');
  /** Names that were typed and not sent. */
  const [renaming, setRenaming] = useState<ReadonlySet<CategoryId>>(new Set());
  const dirty = words !== null || newName.trim() !== '' || renaming.size > 0;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [onDirty, dirty]);
  const typing = (id: CategoryId, unsent: boolean) =>
    setRenaming((now) => (unsent ? new Set([...now, id]) : new Set([...now].filter((other) => other !== id))));
  /** Says whether it was done; refused, the list stays as the server has it. */
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      return true;
    } catch (refused) {
      setFailure(sayFailure(t, refused));
      return false;
    } finally {
      await onChanged();
      setBusy(false);
    }
  };
  const change = (category: AdminCategory, body: Partial<Pick<AdminCategory, 'name' | 'translations'>>) =>
    api.call(changeCategory, { params: { categoryId: category.id }, body });
  const shown = words ?? categories;
  const saveWords = () =>
    attempt(async () => {
      for (const category of words ?? []) {
        const before = categories.find(({ id }) => id === category.id);
        if (before && before.translations !== category.translations) await change(category, { translations: category.translations });
      }
      setWords(null);
    });
  return (
    <div className={styles.form}>
      <Refusal text={failure} />
      <StaffCategoryTree
        categories={categories}
        busy={busy}
        onTyping={typing}
        onRename={(category, name) => attempt(() => change(category, { name }))}
        onMove={(category, parentId, ids) =>
          attempt(() => {
            const moved = parentId === category.parentId ? {} : { moved: { categoryId: category.id, parentId } };
            return api.call(orderCategories, { body: { ids, ...moved } });
          })
        }
        onRemove={(category) => void attempt(() => api.call(removeCategory, { params: { categoryId: category.id } }))}
      />
      <NewCategory
        name={newName}
        busy={busy}
        onName={setNewName}
        onAdd={(name) => attempt(() => api.call(addCategory, { body: { name } }))}
      />
      <StaffTranslationsField
        own={store.locale}
        rows={shown.map((category) => ({
          key: category.id,
          label: t('staff.menu.category'),
          text: category.name,
          max: 100,
          read: (locale) => category.translations[locale]?.name ?? '',
          write: (locale, text) =>
            setWords(
              shown.map((other) =>
                other.id === category.id ? { ...other, translations: putText(other.translations, locale, 'name', text) } : other,
              ),
            ),
        }))}
      />
      {words !== null && (
        <Button kind="primary" busy={busy} onPress={() => void saveWords()}>
          {t('ui.save')}
        </Button>
      )}
    </div>
  );
}

interface NewCategoryProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onName: (name: string) => void;
  readonly onAdd: (name: string) => Promise<boolean>;
}

function NewCategory({ name, busy, onName, onAdd }: NewCategoryProps) {
  const { t } = useT();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && (await onAdd(name.trim()))) onName('');
  };
  return (
    <form className={styles.groupHead} onSubmit={(event) => void add(event)}>
      <TextField label={t('staff.menu.category.new')} maxLength={100} value={name} onChange={onName} enterKeyHint="done" />
      <Button type="submit" icon={<Plus aria-hidden="true" />} busy={busy}>
        {t('staff.menu.category.add')}
      </Button>
    </form>
  );
}
