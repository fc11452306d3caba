import { LOCALES } from '@tableorder/contract/locale';
import { type AdminMenuItem, changeMenuItem, setAvailability } from '@tableorder/contract/menu.admin';
import Pencil from 'lucide-react/icons/pencil';
import { memo, type ReactNode, useState } from 'react';
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
import { useNextDay } from './staff-use-next-day.ts';

export interface StaffMenuRowProps {
  readonly item: AdminMenuItem;
  /** What it is carried by; null where it is not. */
  readonly handle: ReactNode;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: (item: AdminMenuItem) => void;
}

/** As the row offers it: sold out for today ends by itself when the next business day begins. */
type Selling = 'available' | 'today' | 'sold_out' | 'hidden';
const SELLING: readonly Selling[] = ['available', 'today', 'sold_out', 'hidden'];
const sellingOf = ({ state, soldOutUntil }: AdminMenuItem): Selling => (state === 'sold_out' && soldOutUntil !== null ? 'today' : state);

/** One item: what it is, and whether it is sold, one tap each. */
export const StaffMenuRow = memo(function StaffMenuRow({ item, handle, onItem, onEdit }: StaffMenuRowProps) {
  const { t, locale } = useT();
  const { api, may, store } = useStaffWork();
  const { show } = useToasts();
  const nextDay = useNextDay();
  const [wanted, setWanted] = useState<Selling | null>(null);
  const selling = wanted ?? sellingOf(item);

  const choose = async (next: Selling) => {
    setWanted(next);
    try {
      const body = next === 'today' ? { state: 'sold_out' as const, until: await nextDay() } : { state: next };
      onItem((await api.call(setAvailability, { params: { menuId: item.id }, body })).body);
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    } finally {
      setWanted(null);
    }
  };

  return (
    <article className={classNames(styles.row, handle !== null && styles.held, selling !== 'available' && styles.off)}>
      {handle !== null && <span className={styles.handle}>{handle}</span>}
      <span className={styles.picture}>
        <Picture images={item.images} alt="" sizes="72px" rounded faded={selling !== 'available'} />
      </span>
      <div className={styles.words}>
        <h2 className={styles.name}>{item.name}</h2>
        <span className={styles.price}>
          <Money amount={item.price} currency={store.currency} locale={locale} />
        </span>
        <Marks item={item} />
      </div>
      <div className={styles.state}>
        <Segmented
          label={t('staff.menu.state-of', { name: item.name })}
          options={SELLING.map((value) => ({ value, label: t(`staff.menu.${value}`) }))}
          value={selling}
          disabled={wanted !== null}
          onChange={(next) => void choose(next)}
        />
      </div>
      {may(changeMenuItem) && (
        <span className={styles.edit}>
          <IconButton label={t('staff.menu.edit', { name: item.name })} icon={<Pencil aria-hidden="true" />} onPress={() => onEdit(item)} />
        </span>
      )}
    </article>
  );
});

/** Rows that are whole from the beginning: more than a screen holds. */
export const MOST_AT_ONCE = 24;

/** A row that is far from the screen: its place and its words, found by who searches the page. */
export function StaffMenuRowAfar({ item, held }: { readonly item: AdminMenuItem; readonly held: boolean }) {
  const { locale } = useT();
  const { store } = useStaffWork();
  return (
    <article className={classNames(styles.row, held && styles.held)}>
      {held && <span className={styles.handle} />}
      <span className={classNames(styles.picture, styles.afar)} />
      <div className={styles.words}>
        <h2 className={styles.name}>{item.name}</h2>
        <span className={styles.price}>
          <Money amount={item.price} currency={store.currency} locale={locale} />
        </span>
      </div>
      <div className={classNames(styles.state, styles.controlsAfar)} />
    </article>
  );
}

/** What the day still has, and which languages lack the name. */
function Marks({ item }: { readonly item: AdminMenuItem }) {
  const { t } = useT();
  const { store } = useStaffWork();
  const lacking = LOCALES.filter((locale) => locale !== store.locale && !item.translations[locale]?.name);
  if (item.stockLeft === null && lacking.length === 0) return null;
  return (
    <span className={styles.marks}>
      {item.stockLeft !== null && <span>{t('staff.menu.stock.left-short', { count: item.stockLeft })}</span>}
      {lacking.length > 0 && (
        <span>{t('staff.menu.untranslated', { languages: lacking.map((locale) => t(`ui.locale.${locale}`)).join(', ') })}</span>
      )}
    </span>
  );
}
