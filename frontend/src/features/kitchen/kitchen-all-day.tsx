import type { StationId } from '@tableorder/contract/ids';
import type { Ticket } from '@tableorder/contract/kitchen';
import { allDay } from '@tableorder/contract/kitchen.rules';
import { useT } from '../../i18n/kitchen.ts';
import styles from './kitchen-all-day.module.css';
import type { MenuWords } from './kitchen-words.ts';

export interface KitchenAllDayProps {
  readonly tickets: readonly Ticket[];
  readonly stationId: StationId | null;
  readonly words: MenuWords;
}

/** How many of each dish are still to be made: what a cook puts on the fire together. */
export function KitchenAllDay({ tickets, stationId, words }: KitchenAllDayProps) {
  const { t } = useT();
  const counts = allDay(tickets, stationId);
  return (
    <aside className={styles.panel} aria-label={t('kitchen.allday')}>
      <h2 className={styles.title}>{t('kitchen.allday')}</h2>
      {counts.length === 0 && <p className={styles.none}>{t('kitchen.allday.none')}</p>}
      <ul className={styles.list}>
        {counts.map(({ menuId, name, quantity, started }) => (
          <li key={menuId} className={styles.row}>
            <strong className={styles.count}>{quantity}</strong>
            <span className={styles.name}>
              {words.get(menuId)?.name ?? name}
              {started > 0 && <small className={styles.started}>{t('kitchen.allday.started', { count: started })}</small>}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
