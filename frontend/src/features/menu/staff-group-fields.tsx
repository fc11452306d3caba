import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { emptyOption, type GroupDraft, type OptionDraft } from './staff-group-draft.ts';
import styles from './staff-menu.module.css';
import type { Faults } from './staff-menu-draft.ts';

export const replaced = <T,>(all: readonly T[], index: number, item: T): T[] => all.map((other, at) => (at === index ? item : other));
export const without = <T,>(all: readonly T[], index: number): T[] => all.filter((_, at) => at !== index);

interface GroupFieldsProps {
  readonly group: GroupDraft;
  readonly at: string;
  readonly faults: Faults;
  readonly onChange: (group: GroupDraft) => void;
  readonly onRemove: (() => void) | null;
  readonly children?: ReactNode;
}

/** The fields of one group, for an item's own and for the library's. */
export function StaffGroupFields({ group, at, faults, onChange, onRemove, children }: GroupFieldsProps) {
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
        {onRemove && (
          <IconButton
            label={t('staff.menu.group.remove', { name: group.name || t('staff.menu.group.new') })}
            icon={<Trash2 aria-hidden="true" />}
            onPress={onRemove}
          />
        )}
      </div>
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
      <div className={styles.adding}>
        <Button
          kind="quiet"
          icon={<Plus aria-hidden="true" />}
          disabled={group.options.length >= 50}
          onPress={() => onChange({ ...group, options: [...group.options, emptyOption()] })}
        >
          {t('staff.menu.option.add')}
        </Button>
        {children}
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
      <span className={styles.optionSwitch}>
        <Switch
          label={t('staff.menu.option.available')}
          checked={option.available}
          onChange={(available) => onChange({ ...option, available })}
        />
      </span>
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
