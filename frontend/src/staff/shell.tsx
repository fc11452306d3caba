import { LAST_STEP } from '@tableorder/contract/receipts';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import type { Sign } from '../features/access/staff-sign.ts';
import { useDisplayReports } from '../features/displays/use-display-reports.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { BoardScreen } from './board-screen.tsx';
import { JoinRequests } from './join-requests.tsx';
import { useBoardPart } from './live.tsx';
import { LiveLine } from './live-line.tsx';
import { Notice, NoticesPlace } from './notices.tsx';
import styles from './shell.module.css';
import { UnseenLine } from './unseen-line.tsx';
import { useTop } from './use-top.ts';
import { Ways } from './ways.tsx';

const FiguresScreen = lazy(async () => ({ default: (await import('./figures-screen.tsx')).FiguresScreen }));
const OrdersHistoryScreen = lazy(async () => ({ default: (await import('./orders-history-screen.tsx')).OrdersHistoryScreen }));
const CallsScreen = lazy(async () => ({ default: (await import('./calls-screen.tsx')).CallsScreen }));
const TablesScreen = lazy(async () => ({ default: (await import('./tables-screen.tsx')).TablesScreen }));
const AddressesScreen = lazy(async () => ({ default: (await import('./addresses-screen.tsx')).AddressesScreen }));
const DevicesScreen = lazy(async () => ({ default: (await import('./devices-screen.tsx')).DevicesScreen }));
const HistoryScreen = lazy(async () => ({ default: (await import('./history-screen.tsx')).HistoryScreen }));
const OrderRecordScreen = lazy(async () => ({ default: (await import('./order-record-screen.tsx')).OrderRecordScreen }));
const OrderingScreen = lazy(async () => ({ default: (await import('./ordering-screen.tsx')).OrderingScreen }));
const WallScreen = lazy(async () => ({ default: (await import('./wall-screen.tsx')).WallScreen }));
const MenuScreen = lazy(async () => ({ default: (await import('./menu-screen.tsx')).MenuScreen }));
const PeopleScreen = lazy(async () => ({ default: (await import('./people-screen.tsx')).PeopleScreen }));
const RolesScreen = lazy(async () => ({ default: (await import('./roles-screen.tsx')).RolesScreen }));
const MeScreen = lazy(async () => ({ default: (await import('./me-screen.tsx')).MeScreen }));
const AuditScreen = lazy(async () => ({ default: (await import('./audit-screen.tsx')).AuditScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import('./settings-screen.tsx')).SettingsScreen }));
const BackupsScreen = lazy(async () => ({ default: (await import('./backups-screen.tsx')).BackupsScreen }));
const PrintersScreen = lazy(async () => ({ default: (await import('./printers-screen.tsx')).PrintersScreen }));

export function Shell({ sign }: { readonly sign: Sign }) {
  return (
    <Router base="/staff">
      <Reports />
      <Switch>
        <Route path="/wall">
          <Suspense fallback={<Opening />}>
            <WallScreen />
          </Suspense>
        </Route>
        <Route>
          <Places sign={sign} />
        </Route>
      </Switch>
    </Router>
  );
}

/** What this screen is, told to the server; it changes nothing on it. */
function Reports() {
  const { api } = useStaffWork();
  const [place] = useLocation();
  const isLive = useBoardPart(({ line }) => line === 'live');
  useDisplayReports(api, { kind: place === '/wall' ? 'wall' : 'board', stationId: null, live: isLive });
  return null;
}

function Places({ sign }: { readonly sign: Sign }) {
  useTop();
  const [place] = useLocation();
  return (
    <div className={styles.shell}>
      <Ways />
      <div className={styles.stage}>
        <NoticesPlace>
          <LiveLine />
          {place !== '/' && (
            <Notice>
              <UnseenLine from={LAST_STEP} />
            </Notice>
          )}
          <Suspense fallback={<Opening />}>
            <Switch>
              <Route path="/">
                <BoardScreen />
              </Route>
              <Route path="/history">
                <OrdersHistoryScreen />
              </Route>
              <Route path="/orders/:orderId/record">{({ orderId }) => <OrderRecordScreen orderId={orderId} />}</Route>
              <Route path="/figures">
                <FiguresScreen />
              </Route>
              <Route path="/calls">
                <CallsScreen />
              </Route>
              <Route path="/tables">
                <TablesScreen />
              </Route>
              <Route path="/tables/:tableId/history">{({ tableId }) => <HistoryScreen tableId={tableId} />}</Route>
              <Route path="/tables/:tableId/order">{({ tableId }) => <OrderingScreen tableId={tableId} />}</Route>
              <Route path="/tables/:tableId/orders/:orderId">
                {({ tableId, orderId }) => <OrderingScreen tableId={tableId} orderId={orderId} />}
              </Route>
              <Route path="/devices/addresses">
                <AddressesScreen />
              </Route>
              <Route path="/devices">
                <DevicesScreen />
              </Route>
              <Route path="/menu">
                <MenuScreen />
              </Route>
              <Route path="/people">
                <PeopleScreen />
              </Route>
              <Route path="/people/roles">
                <RolesScreen />
              </Route>
              <Route path="/me">
                <MeScreen sign={sign} />
              </Route>
              <Route path="/audit">
                <AuditScreen />
              </Route>
              <Route path="/settings/backups">
                <BackupsScreen />
              </Route>
              <Route path="/settings/printers">
                <PrintersScreen />
              </Route>
              <Route path="/settings">
                <SettingsScreen />
              </Route>
              <Route>
                <Redirect to="/" replace />
              </Route>
            </Switch>
          </Suspense>
          <JoinRequests />
        </NoticesPlace>
      </div>
    </div>
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
