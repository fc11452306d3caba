import { BADGES } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import type { Dispatch, SetStateAction } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffAllergensField } from './staff-allergens-field.tsx';
import styles from './staff-menu.module.css';
import type { Faults, ItemDraft } from './staff-menu-draft.ts';
import { StaffOptionGroupsField } from './staff-option-groups-field.tsx';
import { StaffRecommendedField } from './staff-recommended-field.tsx';
import { StaffSellingFields } from './staff-selling-fields.tsx';
import { StaffStationsField } from './staff-stations-field.tsx';
import { StaffTags } from './staff-tags.tsx';
import { translationRows } from './staff-translation-rows.ts';
import { StaffTranslationsField } from './staff-translations-field.tsx';
import type { StaffMenu } from './staff-use-menu.ts';

export interface StaffMenuItemFieldsProps {
  readonly draft: ItemDraft;
  /** As it is stored; null for a new one. */
  readonly item: AdminMenuItem | null;
  readonly faults: Faults;
  readonly menu: StaffMenu;
  readonly onChange: Dispatch<SetStateAction<ItemDraft>>;
  readonly onChanged: () => void;
}

const SPICE = ['0', '1', '2', '3'] as const;

export function StaffMenuItemFields({ draft, item, faults, menu, onChange, onChanged }: StaffMenuItemFieldsProps) {
  const { t } = useT();
  const { store } = useStaffWork();
  const { currency } = store;
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
          options={menu.categories.map(({ id, name, parentId }) => ({ value: id, label: parentId === null ? name : `– ${name}` }))}
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
      <StaffOptionGroupsField
        groups={draft.groups}
        library={menu.library}
        faults={faults}
        onChange={(groups) => set('groups', groups)}
        onChanged={onChanged}
      />
      <StaffRecommendedField
        itemId={item?.id ?? null}
        items={menu.items}
        chosen={draft.recommendedIds}
        error={errorAt('/recommendedIds')}
        onChange={(recommendedIds) => set('recommendedIds', recommendedIds)}
      />
      <StaffStationsField chosen={draft.stationIds} onChange={(stationIds) => set('stationIds', stationIds)} />
      <StaffTranslationsField own={store.locale} rows={translationRows(draft, onChange, t)} />
      <StaffSellingFields
        draft={draft}
        stockLeft={item?.stockLeft ?? null}
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
      <StaffAllergensField chosen={draft.allergens} onChange={(allergens) => set('allergens', allergens)} />
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
