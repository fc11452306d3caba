import { listStaff } from '@tableorder/contract/access';
import { listAudit } from '@tableorder/contract/audit';
import { listDevices } from '@tableorder/contract/devices';
import type { Endpoint } from '@tableorder/contract/endpoint';
import { readDaily } from '@tableorder/contract/reports';
import Armchair from 'lucide-react/icons/armchair';
import BookOpen from 'lucide-react/icons/book-open';
import ChartColumn from 'lucide-react/icons/chart-column';
import ConciergeBell from 'lucide-react/icons/concierge-bell';
import Ellipsis from 'lucide-react/icons/ellipsis';
import History from 'lucide-react/icons/history';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import ScrollText from 'lucide-react/icons/scroll-text';
import Settings from 'lucide-react/icons/settings';
import Tablet from 'lucide-react/icons/tablet';
import Users from 'lucide-react/icons/users';
import { type ComponentType, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type Key, useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { classNames } from '../ui/class-names.ts';
import { Sheet } from '../ui/sheet.tsx';
import { cardsOf, summarise } from './board-view.ts';
import { useBoardPart, usePending } from './live.tsx';
import styles from './ways.module.css';

interface Way {
  readonly to: string;
  readonly icon: ComponentType<{ readonly 'aria-hidden': 'true' }>;
  readonly label: Key;
  /** Whoever may not call it has no use for the place. */
  readonly needs?: Endpoint;
  readonly counts?: 'new' | 'calls';
}

/** The places of the app, the daily ones first: a phone's bar has room for four, the others wait behind "more". */
const WAYS: readonly Way[] = [
  { to: '/', icon: LayoutGrid, label: 'staff.board.title', counts: 'new' },
  { to: '/calls', icon: ConciergeBell, label: 'staff.calls.title', counts: 'calls' },
  { to: '/menu', icon: BookOpen, label: 'staff.menu.title' },
  { to: '/history', icon: History, label: 'staff.past.title' },
  { to: '/tables', icon: Armchair, label: 'staff.tables.title' },
  { to: '/devices', icon: Tablet, label: 'staff.devices.title', needs: listDevices },
  { to: '/figures', icon: ChartColumn, label: 'staff.figures.title', needs: readDaily },
  { to: '/people', icon: Users, label: 'staff.people.title', needs: listStaff },
  { to: '/audit', icon: ScrollText, label: 'staff.audit.title', needs: listAudit },
  { to: '/settings', icon: Settings, label: 'staff.settings.title' },
];
const ON_A_PHONE = 5;

const isHere = (to: string, path: string): boolean => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`));

/** The ways through the app: a rail on the counter, a bar under the thumb on a phone. */
export function Ways() {
  const { t } = useT();
  const { store, may } = useStaffWork();
  const [path] = useLocation();
  const [more, setMore] = useState(false);
  const waiting = useWaiting();
  const waits = waiting.new + waiting.calls;
  useEffect(() => {
    document.title = `${waits > 0 ? `(${waits}) ` : ''}${store.name}`;
  }, [waits, store.name]);
  const open = WAYS.filter(({ needs }) => needs === undefined || may(needs));
  const first = open.length > ON_A_PHONE ? ON_A_PHONE - 1 : ON_A_PHONE;
  const further = open.slice(first);
  return (
    <nav className={styles.ways} aria-label={t('staff.ways')}>
      {open.map((way, index) => (
        <WayLink key={way.to} way={way} count={way.counts === undefined ? 0 : waiting[way.counts]} further={index >= first} />
      ))}
      {further.length > 0 && (
        <button
          type="button"
          className={classNames(styles.way, styles.more)}
          aria-haspopup="dialog"
          data-here={further.some(({ to }) => isHere(to, path)) ? 'yes' : undefined}
          onClick={() => setMore(true)}
        >
          <span className={styles.icon}>
            <Ellipsis aria-hidden="true" />
          </span>
          {t('staff.ways.more')}
        </button>
      )}
      <Sheet open={more} title={t('staff.ways.more')} closeLabel={t('ui.close')} onClose={() => setMore(false)}>
        <ul className={styles.further}>
          {further.map(({ to, icon: Icon, label }) => (
            <li key={to}>
              <Link to={to} className={styles.row} aria-current={isHere(to, path) ? 'page' : undefined} onClick={() => setMore(false)}>
                <Icon aria-hidden="true" />
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  );
}

function useWaiting() {
  const pending = usePending();
  const newOrders = useBoardPart(({ board }) => (board === null ? 0 : summarise(cardsOf(board.tables, pending)).newOrders));
  const calls = useBoardPart(({ board }) => (board === null ? 0 : summarise(cardsOf(board.tables, pending)).calls));
  return { new: newOrders, calls };
}

function WayLink({ way, count, further }: { readonly way: Way; readonly count: number; readonly further: boolean }) {
  const { t } = useT();
  const [path] = useLocation();
  const { to, icon: Icon, label, counts } = way;
  return (
    <Link to={to} className={classNames(styles.way, further && styles.onRail)} aria-current={isHere(to, path) ? 'page' : undefined}>
      <span className={styles.icon}>
        <Icon aria-hidden="true" />
        {count > 0 && (
          <span className={styles.count} aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </span>
      {t(label)}
      {counts !== undefined && count > 0 && <span className="seen-by-readers-only">{t(`staff.count.${counts}`, { count })}</span>}
    </Link>
  );
}
