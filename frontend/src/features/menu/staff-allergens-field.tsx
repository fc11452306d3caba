import { ALLERGENS } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-menu.module.css';
import { StaffTags } from './staff-tags.tsx';

type Allergen = AdminMenuItem['allergens'][number];

/** Whose list asks for it: Korea's has 19 and names single nuts and fish; the EU's has 14 and names whole kinds. */
const EU_ONLY: readonly Allergen[] = ['gluten', 'fish', 'tree_nut', 'celery', 'mustard', 'sesame', 'lupin', 'mollusc'];
const LISTS: readonly { readonly key: 'korea' | 'eu'; readonly all: readonly Allergen[] }[] = [
  { key: 'korea', all: ALLERGENS.filter((allergen) => !EU_ONLY.includes(allergen)) },
  { key: 'eu', all: EU_ONLY },
];

export interface StaffAllergensFieldProps {
  readonly chosen: readonly Allergen[];
  readonly onChange: (chosen: Allergen[]) => void;
}

/** The allergens of the Korean and of the EU's list, found by a few letters. What is chosen stays in sight whatever is looked for. */
export function StaffAllergensField({ chosen, onChange }: StaffAllergensFieldProps) {
  const { t } = useT();
  const [wanted, setWanted] = useState('');
  const say = (allergen: Allergen) => t(`staff.allergen.${allergen}`);
  const look = wanted.trim().toLocaleLowerCase();
  const matches = (allergen: Allergen) =>
    look === '' || chosen.includes(allergen) || say(allergen).toLocaleLowerCase().includes(look) || allergen.includes(look);
  const shown = LISTS.map(({ key, all }) => ({ key, all: all.filter(matches) })).filter(({ all }) => all.length > 0);
  return (
    <div className={styles.part}>
      <TextField
        type="search"
        label={t('staff.menu.allergens')}
        hint={chosen.length === 0 ? t('staff.menu.allergens.none') : chosen.map(say).join(', ')}
        placeholder={t('staff.menu.allergens.search')}
        value={wanted}
        onChange={setWanted}
      />
      {shown.map(({ key, all }) => (
        <StaffTags
          key={key}
          legend={t(`staff.menu.allergens.${key}`)}
          all={all}
          chosen={chosen}
          say={say}
          onChange={(next) =>
            onChange(ALLERGENS.filter((allergen) => (all.includes(allergen) ? next.includes(allergen) : chosen.includes(allergen))))
          }
        />
      ))}
      {shown.length === 0 && <p className={styles.hint}>{t('staff.menu.allergens.not-found')}</p>}
    </div>
  );
}
