import type { OrderId, TableId } from '@tableorder/contract/ids';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { BackupLine } from './backup-line.tsx';
import styles from './board.module.css';
import { BoardHead, type BoardLook } from './board-head.tsx';
import { useBoardKeys } from './board-keys.ts';
import { BoardSheets, type OpenSheet } from './board-sheets.tsx';
import type { Board } from './board-state.ts';
import { cardsOf, type Filter, orderOf, passes, summarise, type Zone, zonesOf } from './board-view.ts';
import { BoardZone } from './board-zone.tsx';
import { BusyButton, BusyLine, BusySheet } from './busy-kitchen.tsx';
import { FloorPlan } from './floor-plan.tsx';
import { useBoard, useLive, usePending } from './live.tsx';
import { Notice } from './notices.tsx';
import { openWall } from './open-wall.ts';
import { PrintersLine } from './printers-line.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { UnheardLine } from './unheard-line.tsx';
import { UnseenLine } from './unseen-line.tsx';
import { useKept } from './use-kept.ts';
import { useNearness } from './use-nearness.ts';
import { useSettling } from './use-settling.ts';

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

const LOOK = 'tableorder.staff.look';

function LiveBoard({ board }: { readonly board: Board }) {
  const { t } = useT();
  const [, go] = useLocation();
  const pending = usePending();
  const [filter, setFilter] = useState<Filter>('all');
  const [look, setLook] = useKept<BoardLook>(LOOK, ['list', 'plan'], 'list');
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [keys, setKeys] = useState(false);
  const [busy, setBusy] = useState(false);
  const { near, watch } = useNearness();
  const onTable = useCallback((tableId: TableId) => setSheet({ kind: 'table', tableId }), []);
  const onOrder = useCallback((tableId: TableId, orderId: OrderId) => setSheet({ kind: 'order', tableId, orderId }), []);

  const cards = cardsOf(board.tables, pending);
  const summary = summarise(cards);
  const shown = cards.filter(passes[filter]);
  const zones = useSettling<readonly Zone[], TableId>(near, (standing) => zonesOf(shown, standing), orderOf);
  const onWall = () => openWall(go);
  useBoardKeys({
    board,
    summary,
    sheet,
    onSheet: setSheet,
    onFilter: setFilter,
    onLook: () => setLook(look === 'list' ? 'plan' : 'list'),
    onWall,
    onKeys: () => setKeys(true),
  });

  return (
    <main className={styles.screen} {...watch}>
      <h1 className="seen-by-readers-only">{t('staff.board.title')}</h1>
      <BoardHead
        summary={summary}
        filter={filter}
        look={look}
        onFilter={setFilter}
        onLook={setLook}
        onWall={onWall}
        onKeys={() => setKeys(true)}
        onBusy={() => setBusy(true)}
        onTable={onTable}
      />
      <Notice>
        <UnheardLine />
        <UnseenLine from={1} onOrder={onOrder} />
      </Notice>
      <BusyLine />
      <PrintersLine />
      <BackupLine />
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
      {look === 'plan' && cards.length > 0 ? (
        <FloorPlan cards={cards} passes={passes[filter]} onTable={onTable} />
      ) : (
        <>
          {cards.length > 0 && zones.length === 0 && <EmptyState title={t(`staff.board.none.${filter}`)} />}
          {zones.map((zone) => (
            <BoardZone
              key={zone.name ?? ''}
              zone={zone}
              named={zones.length > 1 || zone.name !== null}
              onTable={onTable}
              onOrder={onOrder}
            />
          ))}
        </>
      )}
      <div className={styles.smallOnly}>
        <BusyButton worded onPress={() => setBusy(true)} />
      </div>
      <BoardSheets board={board} open={sheet} onOpen={setSheet} />
      <BusySheet open={busy} onClose={() => setBusy(false)} />
      <ShortcutsSheet open={keys} onClose={() => setKeys(false)} />
    </main>
  );
}
