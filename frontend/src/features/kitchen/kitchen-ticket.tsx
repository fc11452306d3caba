import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import type { Order, OrderItem } from '@tableorder/contract/orders';
import Ban from 'lucide-react/icons/ban';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Clock from 'lucide-react/icons/clock';
import Flame from 'lucide-react/icons/flame';
import OctagonAlert from 'lucide-react/icons/octagon-alert';
import Pause from 'lucide-react/icons/pause';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Undo2 from 'lucide-react/icons/undo-2';
import { memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/kitchen.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './kitchen-ticket.module.css';
import { KitchenTicketLine } from './kitchen-ticket-line.tsx';
import { type Heat, heldCourses, type LineView, speaksOfAllergy } from './kitchen-view.rules.ts';

/** A new one has a dot drawn by its style: tickets come while an old tablet has most to do. */
const ICONS = { fresh: null, waiting: Clock, warn: TriangleAlert, late: OctagonAlert, held: Pause } as const satisfies Record<
  Heat,
  unknown
>;

/** Less of the last line in sight than this: it has not been seen. */
const HALF = 0.5;

export interface TicketActs {
  readonly onStart: (order: Order) => void;
  readonly onBump: (order: Order) => void;
  readonly onRecall: (order: Order) => void;
  /** A touch on a line: done, or open again. */
  readonly onLine: (order: Order, itemId: OrderItemId, isDone: boolean) => void;
  readonly onFire: (order: Order, course: number) => void;
  readonly onHold: (order: Order) => void;
  readonly onSeen: (order: Order) => void;
}

export interface KitchenTicketProps {
  readonly order: Order;
  readonly views: readonly LineView[];
  readonly added: readonly OrderItemId[];
  readonly changed: readonly OrderItemId[];
  readonly removed: readonly OrderItem[];
  readonly gone: 'cancelled' | 'deleted' | null;
  readonly heat: Heat;
  /** How long it has waited, in words; empty while all of it is held. */
  readonly age: string;
  /** Done here a moment ago: it stands still until the hand has gone, and can be called back. */
  readonly leaving: boolean;
  readonly selected: boolean;
  /** The line that the keys point at. */
  readonly line: number | null;
  readonly sayStation: (stationId: StationId) => string;
  readonly acts: TicketActs;
}

/** One order, or a station's part of it, to be read from two metres. */
export const KitchenTicket = memo(function KitchenTicket(props: KitchenTicketProps) {
  const { order, views, added, changed, removed, gone, heat, age, leaving, selected, line, sayStation, acts } = props;
  const { t } = useT();
  return (
    <article
      className={classNames(styles.ticket, selected && styles.selected, leaving && styles.leaving, gone !== null && styles.gone)}
      data-ticket={order.id}
      aria-current={selected ? 'true' : undefined}
      aria-label={t('kitchen.ticket', { table: order.tableNumber, number: order.number })}
    >
      <Head {...props} />
      {gone !== null && (
        <Notice tone="alarm" icon={<Ban aria-hidden="true" />} text={t(`kitchen.gone.${gone}`)}>
          <button type="button" className={styles.small} onClick={() => acts.onSeen(order)}>
            {t('kitchen.gone.ok')}
          </button>
        </Notice>
      )}
      {gone === null && (added.length > 0 || changed.length > 0 || removed.length > 0) && (
        <Notice tone="news" icon={<TriangleAlert aria-hidden="true" />} text={t('kitchen.news')}>
          <button type="button" className={styles.small} onClick={() => acts.onSeen(order)}>
            {t('kitchen.news.ok')}
          </button>
        </Notice>
      )}
      {order.note !== null && (
        <p className={classNames(styles.note, speaksOfAllergy(order.note) && styles.allergy)}>
          {speaksOfAllergy(order.note) && <TriangleAlert aria-label={t('kitchen.allergy')} role="img" />}
          <span>“{order.note}”</span>
        </p>
      )}
      <TicketLines count={views.length + removed.length}>
        {views.map((view, at) => (
          <li key={view.itemId}>
            <KitchenTicketLine
              view={view}
              news={added.includes(view.itemId) ? 'new' : changed.includes(view.itemId) ? 'changed' : null}
              pointed={line === at}
              idle={gone !== null}
              sayStation={sayStation}
              order={order}
              onLine={acts.onLine}
            />
          </li>
        ))}
        {removed.map((item) => (
          <li key={item.id} className={styles.removed}>
            <s>
              {item.quantity} × {item.name}
            </s>
            <b>{t('kitchen.removed')}</b>
          </li>
        ))}
      </TicketLines>
      {gone === null && <Foot order={order} views={views} heat={heat} leaving={leaving} acts={acts} age={age} />}
    </article>
  );
});

/** A ticket is never taller than the screen: what does not fit is scrolled to, and the ticket says that there is more. */
function TicketLines({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useT();
  const list = useRef<HTMLUListElement>(null);
  const [more, setMore] = useState(false);
  /** A list that scrolls is a layer of its own: only one that has to is made so. */
  const [tall, setTall] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the last line is another one when their number changes.
  useEffect(() => {
    const last = list.current?.lastElementChild;
    if (!last) return;
    const look = ([entry]: readonly IntersectionObserverEntry[]) => {
      const isBelow = entry !== undefined && entry.intersectionRatio < HALF;
      setMore(isBelow);
      if (isBelow) setTall(true);
    };
    const seen = new IntersectionObserver(look, { root: list.current, threshold: HALF });
    seen.observe(last);
    return () => seen.disconnect();
  }, [count]);
  return (
    <div className={styles.body}>
      <ul ref={list} className={classNames(styles.lines, tall && styles.tall)}>
        {children}
      </ul>
      {more && (
        <button
          type="button"
          className={styles.more}
          onClick={() => list.current?.scrollBy({ top: list.current.clientHeight * 0.8, behavior: 'smooth' })}
        >
          <ChevronDown aria-hidden="true" />
          {t('kitchen.more')}
        </button>
      )}
    </div>
  );
}

function Head({ order, heat, age, leaving, gone }: KitchenTicketProps) {
  const { t } = useT();
  const Icon = leaving ? Check : gone !== null ? Ban : ICONS[heat];
  const word = wordOf(order, heat, leaving, gone !== null);
  return (
    <header className={styles.head} data-heat={leaving ? 'done' : gone !== null ? 'gone' : heat}>
      <p className={styles.table}>
        <span className={styles.word}>{t('kitchen.table')}</span>
        <strong>{order.tableNumber}</strong>
      </p>
      <p className={styles.number}>{order.number}</p>
      <p className={styles.age}>
        {Icon !== null && <Icon aria-hidden="true" />}
        {gone === null && !leaving && <span>{age}</span>}
        {word !== null && <b>{t(word)}</b>}
      </p>
    </header>
  );
}

/** The one thing to know beside how long it waits: that it is late, that it is held, that the guest can still take it back. */
function wordOf({ status }: Order, heat: Heat, leaving: boolean, isGone: boolean) {
  if (leaving) return 'kitchen.state.done';
  if (isGone) return null;
  if (heat === 'late' || heat === 'warn' || heat === 'held') return `kitchen.heat.${heat}` as const;
  return status === 'PENDING' ? 'kitchen.pending' : null;
}

interface NoticeProps {
  readonly tone: 'alarm' | 'news';
  readonly icon: ReactNode;
  readonly text: string;
  readonly children: ReactNode;
}
function Notice({ tone, icon, text, children }: NoticeProps) {
  return (
    <div className={classNames(styles.notice, styles[tone])} role="status">
      {icon}
      <span>{text}</span>
      {children}
    </div>
  );
}

type FootProps = Pick<KitchenTicketProps, 'order' | 'views' | 'heat' | 'leaving' | 'acts' | 'age'>;

function Foot({ order, views, leaving, acts }: FootProps) {
  const { t } = useT();
  if (leaving)
    return (
      <div className={styles.foot}>
        <button type="button" className={styles.act} onClick={() => acts.onRecall(order)}>
          <Undo2 aria-hidden="true" />
          {t('kitchen.recall')}
        </button>
      </div>
    );
  const [course] = heldCourses(views);
  const untouched = views.every(({ state }) => state === 'waiting' || state === 'held');
  const canBump = views.some(({ state }) => state === 'waiting' || state === 'started');
  const canHold = course === undefined && views.filter(({ state }) => state === 'waiting').length > 0 && views.length > 1;
  return (
    <div className={styles.foot}>
      {course !== undefined && (
        <button type="button" className={classNames(styles.act, styles.fire)} onClick={() => acts.onFire(order, course)}>
          <Flame aria-hidden="true" />
          {t('kitchen.fire', { course })}
        </button>
      )}
      {canHold && (
        <button type="button" className={classNames(styles.act, styles.round)} onClick={() => acts.onHold(order)} title={t('kitchen.hold')}>
          <Pause aria-hidden="true" />
          <span className="seen-by-readers-only">{t('kitchen.hold')}</span>
        </button>
      )}
      {canBump && untouched && (
        <button type="button" className={styles.act} onClick={() => acts.onStart(order)}>
          {t('kitchen.start')}
        </button>
      )}
      {canBump && (
        <button type="button" className={classNames(styles.act, styles.bump)} onClick={() => acts.onBump(order)}>
          <Check aria-hidden="true" />
          {t('kitchen.bump')}
        </button>
      )}
    </div>
  );
}
