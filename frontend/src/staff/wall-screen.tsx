import { toInstant } from '@tableorder/contract/time';
import ConciergeBell from 'lucide-react/icons/concierge-bell';
import { type CSSProperties, memo, useEffect } from 'react';
import { useLocation } from 'wouter';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { formatTime } from '../i18n/dates.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { keepAwake } from '../lib/wake-lock.ts';
import { classNames } from '../ui/class-names.ts';
import { useHeat } from './board-table-card.tsx';
import { type CardView, cardsOf, isBusy, summarise, type Waiting } from './board-view.ts';
import { useBoard, usePending } from './live.tsx';
import { LiveLine } from './live-line.tsx';
import { showDark } from './theme.ts';
import { UnheardLine } from './unheard-line.tsx';
import { UnseenLine } from './unseen-line.tsx';
import { WaitingTime } from './waiting-time.tsx';
import styles from './wall-screen.module.css';

/** For a screen on the wall: the whole shop at once, nothing to touch, never asleep. Esc, or leaving the full screen, leads back. */
export function WallScreen() {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const [, go] = useLocation();
  const { board } = useBoard();
  const pending = usePending();
  const now = useNow(10_000);
  useEffect(keepAwake, []);
  useEffect(showDark, []);
  useEffect(() => {
    let wasFull = document.fullscreenElement !== null;
    const changed = () => {
      if (wasFull && document.fullscreenElement === null) go('/');
      wasFull = document.fullscreenElement !== null;
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.fullscreenElement === null) go('/');
    };
    document.addEventListener('fullscreenchange', changed);
    window.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      window.removeEventListener('keydown', press);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [go]);
  const cards = [...cardsOf(board?.tables ?? [], pending)].sort(urgentFirst);
  const { newOrders, calls } = summarise(cards);
  return (
    <main className={styles.wall}>
      <h1 className="seen-by-readers-only">{t('staff.wall.title')}</h1>
      <LiveLine />
      <header className={styles.head}>
        <strong className={styles.shop}>{store.name}</strong>
        <Figure label={t('staff.wall.new')} count={newOrders} tone={styles.new} />
        <Figure label={t('staff.wall.calls')} count={calls} tone={styles.call} />
        <time className={styles.clock}>{formatTime(toInstant(now), locale, store.timeZone)}</time>
      </header>
      <UnheardLine untouched />
      <UnseenLine from={1} untouched />
      <ul className={styles.tables} style={{ '--columns': columnsFor(cards.length) } as CSSProperties}>
        {cards.map((card) => (
          <li key={card.table.table.id} className={styles.cell}>
            <WallTable card={card} />
          </li>
        ))}
      </ul>
    </main>
  );
}

/** As many columns as make tiles of a pleasant shape on a wide screen. */
const columnsFor = (tables: number): number => Math.max(3, Math.ceil(Math.sqrt(tables * 1.45)));

/** What somebody must do comes first, the longest wait before the others; the rest by number. */
function urgentFirst(a: CardView, b: CardView): number {
  const rank = (card: CardView) => (card.isNew || card.table.openCalls.length > 0 ? 0 : isBusy(card) ? 1 : 2);
  const since = (card: CardView) => (rank(card) === 0 ? (card.waiting?.since ?? 0) : card.table.table.number);
  return rank(a) - rank(b) || since(a) - since(b);
}

function Figure({ label, count, tone }: { readonly label: string; readonly count: number; readonly tone: string | undefined }) {
  return (
    <p className={classNames(styles.figure, count > 0 && tone)}>
      <span>{label}</span>
      <strong>{count}</strong>
    </p>
  );
}

const WallTable = memo(function WallTable({ card }: { readonly card: CardView }) {
  const { t } = useT();
  const { table, openCalls } = card.table;
  return (
    <article
      aria-label={sayTable(t, table)}
      className={classNames(styles.table, isBusy(card) && styles.busy, card.isNew && styles.fresh, openCalls.length > 0 && styles.calling)}
    >
      <strong className={styles.number}>{table.number}</strong>
      {card.waiting && <WallWaiting waiting={card.waiting} />}
      {openCalls[0] && (
        <span className={styles.why}>
          <ConciergeBell aria-hidden="true" />
          {t(`staff.call.${openCalls[0].reason}`)}
        </span>
      )}
    </article>
  );
});

function WallWaiting({ waiting }: { readonly waiting: Waiting }) {
  const { t, locale } = useT();
  const heat = useHeat(waiting);
  return (
    <span className={classNames(styles.waiting, styles[waiting.for], styles[heat])}>
      <WaitingTime since={waiting.since} locale={locale} justNowLabel={t('ui.just-now')} />
    </span>
  );
}
