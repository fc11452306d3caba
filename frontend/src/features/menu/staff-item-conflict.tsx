import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { digitsOf } from '@tableorder/contract/money.text';
import type { Key } from '../../i18n/staff.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './staff-item-form.module.css';
import { type ItemDraft, itemDraft } from './staff-menu-draft.ts';

export interface StaffItemConflictProps {
  readonly theirs: AdminMenuItem;
  /** What this form was begun from. */
  readonly base: ItemDraft;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

const NAMES: readonly (readonly [keyof ItemDraft, Key])[] = [
  ['name', 'staff.menu.name'],
  ['price', 'staff.menu.price'],
  ['categoryId', 'staff.menu.category'],
  ['description', 'staff.menu.description'],
  ['translations', 'staff.menu.translations'],
  ['groups', 'staff.menu.options'],
  ['recommendedIds', 'staff.menu.together'],
  ['dailyStock', 'staff.menu.stock'],
  ['badges', 'staff.menu.badges'],
  ['spiceLevel', 'staff.menu.spice'],
  ['alcohol', 'staff.menu.alcohol'],
  ['allergens', 'staff.menu.allergens'],
  ['origin', 'staff.menu.origin'],
];

/** Two people at one item: what the other one changed, and whose words shall stand. */
export function StaffItemConflict({ theirs, base, onTheirs, onMine }: StaffItemConflictProps) {
  const { t } = useT();
  const { store } = useStaffWork();
  const now = itemDraft(theirs, digitsOf(store.currency));
  const changed = NAMES.filter(([field]) => JSON.stringify(now[field]) !== JSON.stringify(base[field]));
  return (
    <section className={styles.conflict} aria-label={t('staff.menu.conflict')}>
      <p>
        {t('staff.menu.conflict.changed', {
          fields: changed
            .map(([field, key]) => (field === 'name' || field === 'price' ? `${t(key)} ${base[field]} → ${now[field]}` : t(key)))
            .join(', '),
        })}
      </p>
      <div className={styles.choices}>
        <Button onPress={onTheirs}>{t('staff.menu.conflict.theirs')}</Button>
        <Button kind="danger" onPress={onMine}>
          {t('staff.menu.conflict.mine')}
        </Button>
      </div>
    </section>
  );
}
