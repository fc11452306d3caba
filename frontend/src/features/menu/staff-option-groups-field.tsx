import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-menu.module.css';
import { emptyGroup, emptyOption, type Faults, type GroupDraft, type OptionDraft } from './staff-menu-draft.ts';

export interface StaffOptionGroupsFieldProps {
  readonly groups: readonly GroupDraft[];
  readonly faults: Faults;
  readonly onChange: (groups: readonly GroupDraft[]) => void;
}

const replaced = <T,>(all: readonly T[], index: number, item: T): T[] => all.map((other, at) => (at === index ? item : other));
const without = <T,>(all: readonly T[], index: number): T[] => all.filter((_, at) => at !== index);

export function StaffOptionGroupsField({ groups, faults, onChange }: StaffOptionGroupsFieldProps) {
  const { t } = useT();
  return (
    <section className={styles.part} aria-label={t('staff.menu.options')}>
      <h3 className={styles.heading}>{t('staff.menu.options')}</h3>
      {groups.map((group, index) => (
        <GroupFields
          key={group.key}
          group={group}
          at={`/optionGroups/${index}`}
          faults={faults}
          onChange={(next) => onChange(replaced(groups, index, next))}
          onRemove={() => onChange(without(groups, index))}
        />
      ))}
      <div>
        <Button icon={<Plus aria-hidden="true" />} disabled={groups.length >= 20} onPress={() => onChange([...groups, emptyGroup()])}>
          {t('staff.menu.group.add')}
        </Button>
      </div>
    </section>
  );
}

interface GroupFieldsProps {
  readonly group: GroupDraft;
  readonly at: string;
  readonly faults: Faults;
  readonly onChange: (group: GroupDraft) => void;
  readonly onRemove: () => void;
}

function GroupFields({ group, at, faults, onChange, onRemove }: GroupFieldsProps) {
  const { t } = useT();
  const errorAt = (field: string) => {
    const key = faults[`${at}${field}`];
    return key === undefined ? undefined : t(key, { max: '' });
  };
  return (
    <fieldset className={styles.group} aria-label={group.name || t('staff.menu.group.new')}>
      <div className={styles.groupHead}>
        <TextField
          label={t('staff.menu.group.name')}
          maxLength={60}
          value={group.name}
          onChange={(name) => onChange({ ...group, name })}
          error={errorAt('/name')}
        />
        <IconButton
          label={t('staff.menu.group.remove', { name: group.name || t('staff.menu.group.new') })}
          icon={<Trash2 aria-hidden="true" />}
          onPress={onRemove}
        />
      </div>
      <TextField
        label={t('staff.menu.name-en')}
        maxLength={60}
        value={group.english}
        onChange={(english) => onChange({ ...group, english })}
      />
      <div className={styles.pair}>
        <TextField
          label={t('staff.menu.group.min')}
          hint={t('staff.menu.group.min.hint')}
          figures
          maxLength={2}
          value={group.min}
          onChange={(min) => onChange({ ...group, min })}
          error={errorAt('/min')}
        />
        <TextField
          label={t('staff.menu.group.max')}
          figures
          maxLength={2}
          value={group.max}
          onChange={(max) => onChange({ ...group, max })}
          error={errorAt('/max')}
        />
      </div>
      {group.options.map((option, index) => (
        <OptionFields
          key={option.key}
          option={option}
          only={group.options.length === 1}
          nameError={errorAt(`/options/${index}/name`)}
          priceError={errorAt(`/options/${index}/priceDelta`)}
          onChange={(next) => onChange({ ...group, options: replaced(group.options, index, next) })}
          onRemove={() => onChange({ ...group, options: without(group.options, index) })}
        />
      ))}
      <div>
        <Button
          kind="quiet"
          icon={<Plus aria-hidden="true" />}
          disabled={group.options.length >= 50}
          onPress={() => onChange({ ...group, options: [...group.options, emptyOption()] })}
        >
          {t('staff.menu.option.add')}
        </Button>
      </div>
    </fieldset>
  );
}

interface OptionFieldsProps {
  readonly option: OptionDraft;
  readonly only: boolean;
  readonly nameError: string | undefined;
  readonly priceError: string | undefined;
  readonly onChange: (option: OptionDraft) => void;
  readonly onRemove: () => void;
}

function OptionFields({ option, only, nameError, priceError, onChange, onRemove }: OptionFieldsProps) {
  const { t } = useT();
  return (
    <div className={styles.option}>
      <TextField
        label={t('staff.menu.option.name')}
        maxLength={60}
        value={option.name}
        onChange={(name) => onChange({ ...option, name })}
        error={nameError}
      />
      <TextField
        label={t('staff.menu.option.price')}
        figures
        maxLength={14}
        value={option.price}
        onChange={(price) => onChange({ ...option, price })}
        error={priceError}
      />
      <TextField
        label={t('staff.menu.name-en')}
        maxLength={60}
        value={option.english}
        onChange={(english) => onChange({ ...option, english })}
      />
      <span className={styles.bin}>
        <IconButton
          label={t('staff.menu.option.remove', { name: option.name || t('staff.menu.option.new') })}
          icon={<Trash2 aria-hidden="true" />}
          disabled={only}
          onPress={onRemove}
        />
      </span>
    </div>
  );
}
