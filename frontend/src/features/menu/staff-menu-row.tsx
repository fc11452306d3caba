import { type AdminMenuItem, changeMenuItem, setAvailability } from '@tableorder/contract/menu';
import Pencil from 'lucide-react/icons/pencil';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-menu.module.css';

export interface StaffMenuRowProps {
  readonly item: AdminMenuItem;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: () => void;
}

/** One item: what it is, and whether it is sold, one tap each. */
export function StaffMenuRow({ item, onItem, onEdit }: StaffMenuRowProps) {
  const { t, locale } = useT();
  const { api, may, store } = useStaffWork();
  const { show } = useToasts();
  const [wanted, setWanted] = useState<AdminMenuItem['state'] | null>(null);
  const state = wanted ?? item.state;

  const choose = async (next: AdminMenuItem['state']) => {
    setWanted(next);
    try {
      onItem((await api.call(setAvailability, { params: { menuId: item.id }, body: { state: next } })).body);
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    } finally {
      setWanted(null);
    }
  };

  return (
    <article className={classNames(styles.row, state !== 'available' && styles.off)}>
      <span className={styles.picture}>
        <Picture images={item.images} alt="" sizes="72px" rounded faded={state !== 'available'} />
      </span>
      <div className={styles.words}>
        <h2 className={styles.name}>{item.name}</h2>
        <span className={styles.price}>
          <Money amount={item.price} currency={store.currency} locale={locale} />
        </span>
      </div>
      <div className={styles.state}>
        <Segmented
          label={t('staff.menu.state-of', { name: item.name })}
          options={[
            { value: 'available', label: t('staff.menu.available') },
            { value: 'sold_out', label: t('staff.menu.sold_out') },
            { value: 'hidden', label: t('staff.menu.hidden') },
          ]}
          value={state}
          disabled={wanted !== null}
          onChange={(next) => void choose(next)}
        />
      </div>
      {may(changeMenuItem) && (
        <span className={styles.edit}>
          <IconButton label={t('staff.menu.edit', { name: item.name })} icon={<Pencil aria-hidden="true" />} onPress={onEdit} />
        </span>
      )}
    </article>
  );
}
