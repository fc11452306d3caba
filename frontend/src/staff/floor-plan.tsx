import type { TableId } from '@tableorder/contract/ids';
import { arrangeTables, readLayout } from '@tableorder/contract/tables';
import { useQuery } from '@tanstack/react-query';
import ConciergeBell from 'lucide-react/icons/concierge-bell';
import Move from 'lucide-react/icons/move';
import { memo, useState } from 'react';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHeat } from './board-table-card.tsx';
import { type CardView, isBusy, type Waiting } from './board-view.ts';
import { FloorEditor } from './floor-editor.tsx';
import { asLongAs, standAt } from './floor-places.ts';
import styles from './floor-plan.module.css';
import { floorsOf } from './floor-plan.rules.ts';
import { WaitingTime } from './waiting-time.tsx';

export interface FloorPlanProps {
  readonly cards: readonly CardView[];
  readonly passes: (card: CardView) => boolean;
  readonly onTable: (tableId: TableId) => void;
}

/** The shop from above: each table where it stands, as large as it is. */
export function FloorPlan({ cards, passes, onTable }: FloorPlanProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const [arranging, setArranging] = useState(false);
  const layout = useQuery({
    queryKey: ['layout'],
    queryFn: async ({ signal }) => (await api.call(readLayout, { signal })).body,
    // Told anew by `layout_updated`.
    staleTime: 60_000,
  });
  if (layout.data === undefined) {
    if (layout.error === null) return <Skeleton shape="block" height="480px" />;
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, layout.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void layout.refetch()}
      />
    );
  }
  const tables = cards.map(({ table }) => table.table);
  if (arranging) return <FloorEditor tables={tables} layout={layout.data} onDone={() => setArranging(false)} />;
  const byId = new Map(cards.map((card) => [card.table.table.id, card]));
  const floors = floorsOf(tables, layout.data.places);
  return (
    <div className={styles.floors}>
      {floors.map(({ zone, places, rows }) => (
        <section key={zone ?? ''} className={styles.floor} aria-label={zone ?? t('staff.zone.none')}>
          {(floors.length > 1 || zone !== null) && <h2 className={styles.zone}>{zone ?? t('staff.zone.none')}</h2>}
          <ul className={styles.plan} style={asLongAs(rows)}>
            {places.map((place) => {
              const card = byId.get(place.tableId);
              return (
                card && (
                  <li key={place.tableId} className={styles.place} style={standAt(place)}>
                    <PlanTable card={card} round={place.shape === 'round'} faint={!passes(card)} onTable={onTable} />
                  </li>
                )
              );
            })}
          </ul>
        </section>
      ))}
      {may(arrangeTables) && (
        <div>
          <Button icon={<Move aria-hidden="true" />} onPress={() => setArranging(true)}>
            {t('staff.plan.arrange')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface PlanTableProps {
  readonly card: CardView;
  readonly round: boolean;
  /** Not what the filter looks for. */
  readonly faint: boolean;
  readonly onTable: (tableId: TableId) => void;
}

const PlanTable = memo(function PlanTable({ card, round, faint, onTable }: PlanTableProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { table, openCalls, totalAmount } = card.table;
  const { untaken } = card;
  return (
    <button
      type="button"
      data-table={table.id}
      className={classNames(
        styles.table,
        round && styles.round,
        isBusy(card) && styles.busy,
        card.isNew && styles.fresh,
        faint && styles.faint,
      )}
      onClick={() => onTable(table.id)}
    >
      <span className={styles.top}>
        <strong className={styles.number}>
          <span className="seen-by-readers-only">{sayTable(t, table)}</span>
          <span aria-hidden="true">{table.number}</span>
        </strong>
        {openCalls.length > 0 && (
          <span className={styles.calls}>
            <ConciergeBell aria-hidden="true" />
            <span className="seen-by-readers-only">{t('staff.count.calls', { count: openCalls.length })}</span>
          </span>
        )}
      </span>
      {untaken > 0 && <span className="seen-by-readers-only">{t('staff.count.new', { count: untaken })}</span>}
      {card.waiting && <PlanWaiting waiting={card.waiting} />}
      {card.orders.length > 0 && (
        <span className={styles.total}>
          <Money amount={totalAmount} currency={currency} locale={locale} />
        </span>
      )}
    </button>
  );
});

function PlanWaiting({ waiting }: { readonly waiting: Waiting }) {
  const { t, locale } = useT();
  const heat = useHeat(waiting);
  return (
    <span className={classNames(styles.waiting, styles[waiting.for], styles[heat])}>
      <span className="seen-by-readers-only">{t(`staff.waiting.${waiting.for}`)}</span>
      <WaitingTime since={waiting.since} locale={locale} justNowLabel={t('ui.just-now')} />
    </span>
  );
}
