import Armchair from 'lucide-react/icons/armchair';
import BookOpen from 'lucide-react/icons/book-open';
import ConciergeBell from 'lucide-react/icons/concierge-bell';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import Settings from 'lucide-react/icons/settings';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Link, Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { BoardScreen } from './board-screen.tsx';
import { cardOf, summarise } from './board-view.ts';
import { useBoard, usePending } from './live.tsx';
import { LiveLine } from './live-line.tsx';
import styles from './shell.module.css';
import type { Sign } from './sign.ts';

const CallsScreen = lazy(async () => ({ default: (await import('./calls-screen.tsx')).CallsScreen }));
const TablesScreen = lazy(async () => ({ default: (await import('./tables-screen.tsx')).TablesScreen }));
const HistoryScreen = lazy(async () => ({ default: (await import('./history-screen.tsx')).HistoryScreen }));
const MenuScreen = lazy(async () => ({ default: (await import('./menu-screen.tsx')).MenuScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import('./settings-screen.tsx')).SettingsScreen }));

export function Shell({ sign }: { readonly sign: Sign }) {
  return (
    <Router base="/staff">
      <div className={styles.shell}>
        <Ways />
        <div className={styles.stage}>
          <LiveLine />
          <Suspense fallback={<Opening />}>
            <Switch>
              <Route path="/">
                <BoardScreen />
              </Route>
              <Route path="/calls">
                <CallsScreen />
              </Route>
              <Route path="/tables">
                <TablesScreen />
              </Route>
              <Route path="/tables/:tableId/history">{({ tableId }) => <HistoryScreen tableId={tableId} />}</Route>
              <Route path="/menu">
                <MenuScreen />
              </Route>
              <Route path="/settings">
                <SettingsScreen sign={sign} />
              </Route>
              <Route>
                <Redirect to="/" replace />
              </Route>
            </Switch>
          </Suspense>
        </div>
      </div>
    </Router>
  );
}

function Opening() {
  const { t } = useT();
  return (
    <div className={styles.opening} role="status" aria-label={t('ui.loading')}>
      <Skeleton shape="title" width="160px" />
      <Skeleton shape="block" height="200px" />
    </div>
  );
}

/** The ways through the app: a rail on the counter, a bar under the thumb on a phone. */
function Ways() {
  const { t } = useT();
  const { store } = useStaffWork();
  const { newOrders, calls } = useWaiting();
  useEffect(() => {
    const waits = newOrders + calls;
    document.title = `${waits > 0 ? `(${waits}) ` : ''}${store.name}`;
  }, [newOrders, calls, store.name]);
  return (
    <nav className={styles.ways} aria-label={t('staff.ways')}>
      <Way
        to="/"
        icon={<LayoutGrid aria-hidden="true" />}
        label={t('staff.board.title')}
        count={newOrders}
        say={t('staff.count.new', { count: newOrders })}
      />
      <Way
        to="/calls"
        icon={<ConciergeBell aria-hidden="true" />}
        label={t('staff.calls.title')}
        count={calls}
        say={t('staff.count.calls', { count: calls })}
      />
      <Way to="/tables" icon={<Armchair aria-hidden="true" />} label={t('staff.tables.title')} />
      <Way to="/menu" icon={<BookOpen aria-hidden="true" />} label={t('staff.menu.title')} />
      <Way to="/settings" icon={<Settings aria-hidden="true" />} label={t('staff.settings.title')} />
    </nav>
  );
}

function useWaiting() {
  const { board } = useBoard();
  const pending = usePending();
  const now = useNow(60_000);
  const { newOrders, calls } = summarise((board?.tables ?? []).map((table) => cardOf(table, pending, now)));
  return { newOrders, calls };
}

interface WayProps {
  readonly to: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
  readonly say?: string;
}

function Way({ to, icon, label, count = 0, say }: WayProps) {
  const [path] = useLocation();
  const here = to === '/' ? path === '/' : path.startsWith(to);
  return (
    <Link to={to} className={styles.way} aria-current={here ? 'page' : undefined}>
      <span className={styles.icon}>
        {icon}
        {count > 0 && (
          <span className={styles.count} aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </span>
      {label}
      {count > 0 && <span className="seen-by-readers-only">{say}</span>}
    </Link>
  );
}
