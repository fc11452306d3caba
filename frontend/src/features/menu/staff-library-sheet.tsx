import type { MenuId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { addOptionGroup, changeOptionGroup, type LibraryGroup, removeOptionGroup } from '@tableorder/contract/menu.options';
import { digitsOf } from '@tableorder/contract/money.text';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { type FormEvent, useEffect, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { emptyGroup, type GroupDraft, groupFaults, libraryDraft, wireGroup } from './staff-group-draft.ts';
import { StaffGroupFields } from './staff-group-fields.tsx';
import { useLeaveAsk } from './staff-leave-ask.tsx';
import styles from './staff-menu.module.css';
import type { Faults } from './staff-menu-draft.ts';
import { groupRows } from './staff-translation-rows.ts';
import { StaffTranslationsField } from './staff-translations-field.tsx';

export interface StaffLibrarySheetProps {
  readonly open: boolean;
  readonly library: readonly LibraryGroup[];
  readonly items: readonly AdminMenuItem[];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Option groups that many items share: changed here, they change on every one of them. */
export function StaffLibrarySheet({ open, library, items, onClose, onChanged }: StaffLibrarySheetProps) {
  const { t } = useT();
  const [editing, setEditing] = useState<LibraryGroup | 'new' | null>(null);
  const { onDirty, ask, question } = useLeaveAsk();
  const back = () => {
    setEditing(null);
    onChanged();
  };
  const close = () => {
    setEditing(null);
    onClose();
  };
  return (
    <>
      <Sheet
        open={open}
        place="side"
        title={t('staff.menu.library')}
        note={t('staff.menu.library.note')}
        closeLabel={t('ui.close')}
        onClose={() => ask(close)}
      >
        {open && editing !== null && (
          <GroupForm
            key={editing === 'new' ? 'new' : `${editing.id} ${editing.version}`}
            group={editing === 'new' ? null : editing}
            items={items}
            onDirty={onDirty}
            onBack={() => ask(back)}
            onSaved={back}
            onTheirs={setEditing}
          />
        )}
        {open && editing === null && <Groups library={library} onEdit={setEditing} />}
      </Sheet>
      {question}
    </>
  );
}

interface GroupsProps {
  readonly library: readonly LibraryGroup[];
  readonly onEdit: (group: LibraryGroup | 'new') => void;
}

function Groups({ library, onEdit }: GroupsProps) {
  const { t } = useT();
  return (
    <div className={styles.form}>
      {library.length === 0 && <EmptyState icon={<Plus />} title={t('staff.menu.library.none')} text={t('staff.menu.library.none-text')} />}
      <ul className={styles.categories}>
        {library.map((group) => (
          <li key={group.id}>
            <button type="button" className={styles.libraryRow} onClick={() => onEdit(group)}>
              <strong>{group.name}</strong>
              <span className={styles.hint}>{group.options.map(({ name }) => name).join(' · ')}</span>
              <span className={styles.hint}>{t('staff.menu.library.word', { count: group.menuIds.length })}</span>
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button icon={<Plus aria-hidden="true" />} onPress={() => onEdit('new')}>
          {t('staff.menu.library.add')}
        </Button>
      </div>
    </div>
  );
}

interface GroupFormProps {
  readonly group: LibraryGroup | null;
  readonly items: readonly AdminMenuItem[];
  readonly onDirty: (dirty: boolean) => void;
  readonly onBack: () => void;
  readonly onSaved: () => void;
  readonly onTheirs: (group: LibraryGroup) => void;
}

function GroupForm({ group, items, onDirty, onBack, onSaved, onTheirs }: GroupFormProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const digits = digitsOf(store.currency);
  const [base] = useState<GroupDraft>(() => (group ? libraryDraft(group, digits) : emptyGroup()));
  const [draft, setDraft] = useState(base);
  const [had] = useState<readonly MenuId[]>(group?.menuIds ?? []);
  const [menuIds, setMenuIds] = useState(had);
  const dirty = JSON.stringify([draft, menuIds.toSorted()]) !== JSON.stringify([base, had.toSorted()]);
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [onDirty, dirty]);
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<LibraryGroup | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const found = Object.fromEntries(groupFaults(draft, '', digits));
    setFaults(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return setFailure(t('staff.form.check'));
    setBusy(true);
    try {
      const { id: _, ...facts } = wireGroup(draft, digits);
      const body = { ...facts, menuIds: [...menuIds] };
      if (group) await api.call(changeOptionGroup, { params: { groupId: group.id }, body: { ...body, version: group.version } });
      else await api.call(addOptionGroup, { body });
      onSaved();
    } catch (refused) {
      if (isProblem(refused, 'menu/group-changed')) setTheirs(refused.params.group as LibraryGroup);
      if (isProblem(refused, 'menu/option-bounds')) setFaults({ '/max': 'staff.menu.count.wrong' });
      if (isProblem(refused, 'invalid'))
        setFaults(Object.fromEntries(refused.errors.map(({ pointer }) => [pointer, 'ui.field.wrong' as const])));
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <Refusal text={failure} />
      {theirs && <Button onPress={() => onTheirs(theirs)}>{t('staff.menu.conflict.theirs')}</Button>}
      <StaffGroupFields group={draft} at="" faults={faults} onChange={setDraft} onRemove={null} />
      <StaffTranslationsField own={store.locale} rows={groupRows(draft, setDraft, t)} />
      <ItemsOf items={items} chosen={menuIds} onChange={setMenuIds} />
      <div className={styles.tools}>
        <Button onPress={onBack} disabled={busy}>
          {t('ui.back')}
        </Button>
        <Button type="submit" kind="primary" busy={busy}>
          {t('ui.save')}
        </Button>
      </div>
      {group && <RemoveGroup group={group} onRemoved={onSaved} />}
    </form>
  );
}

interface ItemsOfProps {
  readonly items: readonly AdminMenuItem[];
  readonly chosen: readonly MenuId[];
  readonly onChange: (chosen: readonly MenuId[]) => void;
}

/** Which items have the group; found by name where there are many. */
function ItemsOf({ items, chosen, onChange }: ItemsOfProps) {
  const { t } = useT();
  const [wanted, setWanted] = useState('');
  const look = wanted.trim().toLocaleLowerCase();
  const shown = items.filter(({ id, name }) => look === '' || chosen.includes(id) || name.toLocaleLowerCase().includes(look));
  return (
    <section className={styles.part}>
      <TextField
        type="search"
        label={t('staff.menu.library.items')}
        placeholder={t('staff.menu.search')}
        value={wanted}
        onChange={setWanted}
      />
      <ChoiceList
        kind="many"
        legend={t('staff.menu.library.items')}
        hideLegend
        choices={shown.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={chosen as readonly string[]}
        onChange={(next) => onChange(next as MenuId[])}
      />
    </section>
  );
}

function RemoveGroup({ group, onRemoved }: { readonly group: LibraryGroup; readonly onRemoved: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const remove = async () => {
    await api.call(removeOptionGroup, { params: { groupId: group.id } });
    onRemoved();
  };
  return (
    <AskedAct
      icon={<Trash2 aria-hidden="true" />}
      label={t('staff.menu.library.remove')}
      question={t('staff.menu.library.remove.ask', { name: group.name })}
      consequence={t('staff.menu.library.remove.text', { count: group.menuIds.length })}
      confirmLabel={t('staff.menu.remove.go')}
      cancelLabel={t('ui.cancel')}
      act={remove}
      sayRefusal={(refused) => sayFailure(t, refused)}
    />
  );
}
