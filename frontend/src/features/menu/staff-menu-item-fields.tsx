import { type AdminCategory, type AdminMenuItem, ALLERGENS, BADGES } from '@tableorder/contract/menu';
import type { Dispatch, SetStateAction } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-menu.module.css';
import type { Faults, ItemDraft } from './staff-menu-draft.ts';
import { StaffOptionGroupsField } from './staff-option-groups-field.tsx';
import { StaffSellingFields } from './staff-selling-fields.tsx';
import { StaffTags } from './staff-tags.tsx';

export interface StaffMenuItemFieldsProps {
  readonly draft: ItemDraft;
  /** What the day still has, as the item was read. */
  readonly stockLeft: AdminMenuItem['stockLeft'];
  readonly faults: Faults;
  readonly categories: readonly AdminCategory[];
  readonly onChange: Dispatch<SetStateAction<ItemDraft>>;
}

const SPICE = ['0', '1', '2', '3'] as const;

export function StaffMenuItemFields({ draft, stockLeft, faults, categories, onChange }: StaffMenuItemFieldsProps) {
  const { t } = useT();
  const { currency } = useStaffWork().store;
  const set = <K extends keyof ItemDraft>(field: K, value: ItemDraft[K]) => onChange((now) => ({ ...now, [field]: value }));
  const errorAt = (pointer: string) => {
    const key = faults[pointer];
    return key === undefined ? undefined : t(key, { max: '' });
  };
  return (
    <>
      <TextField
        label={t('staff.menu.name')}
        maxLength={100}
        value={draft.name}
        onChange={(value) => set('name', value)}
        error={errorAt('/name')}
      />
      <div className={styles.pair}>
        <TextField
          label={t('staff.menu.price')}
          figures
          unit={currency === 'KRW' ? t('staff.menu.won') : currency}
          maxLength={14}
          value={draft.price}
          onChange={(value) => set('price', value)}
          error={errorAt('/price')}
        />
        <SelectField
          label={t('staff.menu.category')}
          value={draft.categoryId}
          onChange={(value) => set('categoryId', value)}
          options={categories.map(({ id, name, parentId }) => ({ value: id, label: parentId === null ? name : `– ${name}` }))}
          error={errorAt('/categoryId')}
        />
      </div>
      <TextArea
        label={t('staff.menu.description')}
        aside={t('ui.optional')}
        maxLength={500}
        value={draft.description}
        onChange={(value) => set('description', value)}
        error={errorAt('/description')}
      />
      <EnglishFields draft={draft} set={set} errorAt={errorAt} />
      <StaffOptionGroupsField groups={draft.groups} faults={faults} onChange={(groups) => set('groups', groups)} />
      <StaffSellingFields
        draft={draft}
        stockLeft={stockLeft}
        faults={faults}
        onChange={(change) => onChange((now) => ({ ...now, ...change }))}
      />
      <FactFields draft={draft} set={set} errorAt={errorAt} />
    </>
  );
}

interface PartProps {
  readonly draft: ItemDraft;
  readonly set: <K extends keyof ItemDraft>(field: K, value: ItemDraft[K]) => void;
  readonly errorAt: (pointer: string) => string | undefined;
}

function EnglishFields({ draft, set, errorAt }: PartProps) {
  const { t } = useT();
  return (
    <section className={styles.part} aria-label={t('staff.menu.english')}>
      <h3 className={styles.heading}>{t('staff.menu.english')}</h3>
      <TextField
        label={t('staff.menu.name-en')}
        maxLength={100}
        value={draft.english}
        onChange={(value) => set('english', value)}
        error={errorAt('/translations/en/name')}
      />
      <TextArea
        label={t('staff.menu.description-en')}
        maxLength={500}
        value={draft.englishDescription}
        onChange={(value) => set('englishDescription', value)}
        error={errorAt('/translations/en/description')}
      />
    </section>
  );
}

function FactFields({ draft, set, errorAt }: PartProps) {
  const { t } = useT();
  return (
    <section className={styles.part} aria-label={t('staff.menu.facts')}>
      <h3 className={styles.heading}>{t('staff.menu.facts')}</h3>
      <StaffTags
        legend={t('staff.menu.badges')}
        all={BADGES}
        chosen={draft.badges}
        say={(badge) => t(`staff.badge.${badge}`)}
        onChange={(badges) => set('badges', badges)}
      />
      <div className={styles.part}>
        <span className={styles.label}>{t('staff.menu.spice')}</span>
        <Segmented
          label={t('staff.menu.spice')}
          options={SPICE.map((value) => ({ value, label: t(`staff.spice.${value}`) }))}
          value={SPICE[draft.spiceLevel] ?? '0'}
          onChange={(value) => set('spiceLevel', Number(value))}
        />
      </div>
      <Switch label={t('staff.menu.alcohol')} checked={draft.alcohol} onChange={(value) => set('alcohol', value)} />
      <StaffTags
        legend={t('staff.menu.allergens')}
        all={ALLERGENS}
        chosen={draft.allergens}
        say={(allergen) => t(`staff.allergen.${allergen}`)}
        onChange={(allergens) => set('allergens', allergens)}
      />
      <TextField
        label={t('staff.menu.origin')}
        aside={t('ui.optional')}
        hint={t('staff.menu.origin.hint')}
        maxLength={500}
        value={draft.origin}
        onChange={(value) => set('origin', value)}
        error={errorAt('/origin')}
      />
    </section>
  );
}
