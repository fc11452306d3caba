import type { OrderId, TableId } from '@tableorder/contract/ids';
import { useT } from '../i18n/staff.ts';
import styles from './board.module.css';
import { BoardTableCard } from './board-table-card.tsx';
import type { CardView, Zone } from './board-view.ts';

export interface BoardZoneProps {
  readonly zone: Zone;
  readonly named: boolean;
  readonly onTable: (tableId: TableId) => void;
  readonly onOrder: (tableId: TableId, orderId: OrderId) => void;
}

export function BoardZone({ zone, named, onTable, onOrder }: BoardZoneProps) {
  const { t } = useT();
  const name = zone.name ?? t('staff.zone.none');
  return (
    <section className={styles.zone} aria-label={name}>
      {named && (
        <h2 className={styles.zoneName}>
          {name}
          <span className={styles.zoneCount}>
            {t('staff.zone.count', { busy: zone.busy.length, all: zone.busy.length + zone.free.length })}
          </span>
        </h2>
      )}
      {zone.busy.length > 0 && (
        <ul className={styles.cards}>
          {byNumber(zone.busy).map(({ card, place }) => (
            <li key={card.table.table.id} className={styles.cell} style={{ order: place }}>
              <BoardTableCard card={card} onTable={onTable} onOrder={onOrder} />
            </li>
          ))}
        </ul>
      )}
      {zone.free.length > 0 && (
        <ul className={styles.free}>
          {zone.free.map((card) => (
            <li key={card.table.table.id}>
              <FreeTable card={card} onTable={onTable} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/**
 * In the page the cards stand by number, and each is shown at its place: moving the nodes themselves would lay a hundred cards out anew,
 * for the one that came to the front.
 */
const byNumber = (cards: readonly CardView[]) =>
  cards.map((card, place) => ({ card, place })).sort((a, b) => a.card.table.table.number - b.card.table.table.number);

function FreeTable({ card, onTable }: { readonly card: CardView; readonly onTable: (tableId: TableId) => void }) {
  const { t } = useT();
  const { id, number, label } = card.table.table;
  return (
    <button type="button" className={styles.freeTable} onClick={() => onTable(id)}>
      <strong className={styles.freeNumber}>{number}</strong>
      <span className={styles.freeLabel}>{label ?? t('staff.table.AVAILABLE')}</span>
    </button>
  );
}
