import type { OptionGroupId } from '@tableorder/contract/ids';
import { type LibraryGroup, shareOptionGroup } from '@tableorder/contract/menu.options';
import Library from 'lucide-react/icons/library';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { emptyGroup } from './staff-group-draft.ts';
import { replaced, StaffGroupFields, without } from './staff-group-fields.tsx';
import styles from './staff-menu.module.css';
import { type Faults, groupKey, type ItemGroupDraft } from './staff-menu-draft.ts';

export interface StaffOptionGroupsFieldProps {
  readonly groups: readonly ItemGroupDraft[];
  readonly library: readonly LibraryGroup[];
  readonly faults: Faults;
  readonly onChange: (groups: readonly ItemGroupDraft[]) => void;
  /** The library changed: read it again. */
  readonly onChanged: () => void;
}

export function StaffOptionGroupsField({ groups, library, faults, onChange, onChanged }: StaffOptionGroupsFieldProps) {
  const { t } = useT();
  const full = groups.length >= 20;
  const free = library.filter(({ id }) => !groups.some((group) => 'libraryId' in group && group.libraryId === id));
  let ownBefore = 0;
  return (
    <section className={styles.part} aria-label={t('staff.menu.options')}>
      <h3 className={styles.heading}>{t('staff.menu.options')}</h3>
      {groups.map((group, index) =>
        'own' in group ? (
          <StaffGroupFields
            key={groupKey(group)}
            group={group.own}
            at={`/optionGroups/${ownBefore++}`}
            faults={faults}
            onChange={(next) => onChange(replaced(groups, index, { own: next }))}
            onRemove={() => onChange(without(groups, index))}
          >
            {group.own.id !== undefined && (
              <ShareGroup
                id={group.own.id}
                onShared={(id) => {
                  onChange(replaced(groups, index, { libraryId: id }));
                  onChanged();
                }}
              />
            )}
          </StaffGroupFields>
        ) : (
          <LibraryRow
            key={groupKey(group)}
            group={library.find(({ id }) => id === group.libraryId)}
            onRemove={() => onChange(without(groups, index))}
          />
        ),
      )}
      <div className={styles.adding}>
        <Button icon={<Plus aria-hidden="true" />} disabled={full} onPress={() => onChange([...groups, { own: emptyGroup() }])}>
          {t('staff.menu.group.add')}
        </Button>
        {free.length > 0 && !full && (
          <SelectField
            label={t('staff.menu.library.attach')}
            value=""
            onChange={(id) => id !== '' && onChange([...groups, { libraryId: id as OptionGroupId }])}
            options={[
              { value: '', label: t('staff.menu.library.choose') },
              ...free.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
          />
        )}
      </div>
    </section>
  );
}

/** A group of the library as the item has it: changed in the library, where all that have it are named. */
function LibraryRow({ group, onRemove }: { readonly group: LibraryGroup | undefined; readonly onRemove: () => void }) {
  const { t } = useT();
  const name = group?.name ?? t('staff.menu.library.gone');
  return (
    <div className={styles.group}>
      <div className={styles.libraryHead}>
        <span>
          <strong>{name}</strong>
          <span className={styles.libraryWord}>{t('staff.menu.library.word', { count: group?.menuIds.length ?? 0 })}</span>
        </span>
        <IconButton label={t('staff.menu.library.detach', { name })} icon={<Trash2 aria-hidden="true" />} onPress={onRemove} />
      </div>
      <p className={styles.hint}>{group?.options.map((option) => option.name).join(' · ')}</p>
    </div>
  );
}

/** Lets other items have the group too. Done at once: the group and its options keep their ids, so nothing of the form is lost. */
function ShareGroup({ id, onShared }: { readonly id: OptionGroupId; readonly onShared: (id: OptionGroupId) => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState(false);
  const share = async () => {
    setBusy(true);
    try {
      await api.call(shareOptionGroup, { params: { groupId: id } });
      onShared(id);
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="quiet" icon={<Library aria-hidden="true" />} busy={busy} onPress={() => void share()}>
      {t('staff.menu.library.share')}
    </Button>
  );
}
