import type { TableId } from '@tableorder/contract/ids';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { useNow } from '../lib/use-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import styles from './board.module.css';
import { BoardHead } from './board-head.tsx';
import { BoardSheets, type OpenSheet } from './board-sheets.tsx';
import type { Board } from './board-state.ts';
import { cardOf, type Filter, orderOf, passes, summarise, zonesOf } from './board-view.ts';
import { BoardZone } from './board-zone.tsx';
import { useBoard, useLive, usePending } from './live.tsx';
import { useNearness } from './use-nearness.ts';

export function BoardScreen() {
  const { t } = useT();
  const { board, failure } = useBoard();
  const live = useLive();
  if (board) return <LiveBoard board={board} />;
  return (
    <main className={styles.screen}>
      <h1 className="seen-by-readers-only">{t('staff.board.title')}</h1>
      {failure === null ? (
        <div className={styles.cards} role="status" aria-label={t('ui.loading')}>
          {[0, 1, 2, 3, 4, 5].map((card) => (
            <Skeleton key={card} shape="block" height="232px" />
          ))}
        </div>
      ) : (
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, failure)}
          retryLabel={t('ui.retry')}
          onRetry={() => void live.board.read()}
        />
      )}
    </main>
  );
}

function LiveBoard({ board }: { readonly board: Board }) {
  const { t } = useT();
  const [, go] = useLocation();
  const pending = usePending();
  const now = useNow(5_000);
  const [filter, setFilter] = useState<Filter>('all');
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const { near, watch } = useNearness();
  const standing = useRef<readonly TableId[]>([]);

  const cards = board.tables.map((table) => cardOf(table, pending, now));
  const summary = summarise(cards);
  const zones = zonesOf(cards.filter(passes[filter]), near || sheet !== null ? standing.current : null);
  standing.current = orderOf(zones);

  return (
    <main className={styles.screen} {...watch}>
      <h1 className="seen-by-readers-only">{t('staff.board.title')}</h1>
      <BoardHead
        summary={summary}
        filter={filter}
        now={now}
        onFilter={setFilter}
        onTable={(tableId) => setSheet({ kind: 'table', tableId })}
      />
      {cards.length === 0 && (
        <EmptyState
          title={t('staff.board.empty')}
          text={t('staff.board.empty-text')}
          action={
            <Button kind="primary" onPress={() => go('/tables')}>
              {t('staff.tables.add')}
            </Button>
          }
        />
      )}
      {cards.length > 0 && zones.length === 0 && <EmptyState title={t(`staff.board.none.${filter}`)} />}
      {zones.map((zone) => (
        <BoardZone
          key={zone.name ?? ''}
          zone={zone}
          named={zones.length > 1 || zone.name !== null}
          now={now}
          onTable={(tableId) => setSheet({ kind: 'table', tableId })}
          onOrder={(tableId, orderId) => setSheet({ kind: 'order', tableId, orderId })}
        />
      ))}
      <BoardSheets board={board} now={now} open={sheet} onOpen={setSheet} />
    </main>
  );
}
