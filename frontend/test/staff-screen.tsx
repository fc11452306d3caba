import { readBackups } from '@tableorder/contract/backups';
import { readBoard } from '@tableorder/contract/board';
import { readAddresses } from '@tableorder/contract/devices';
import { listDisplays, reportDisplay } from '@tableorder/contract/displays';
import type { Role } from '@tableorder/contract/endpoint';
import { formatCursor } from '@tableorder/contract/event';
import { streamForStaff } from '@tableorder/contract/live';
import { takeOrder } from '@tableorder/contract/orders';
import { lockScreen } from '@tableorder/contract/people';
import { listPrinters } from '@tableorder/contract/printers';
import { acknowledgeOrders, listUnseen } from '@tableorder/contract/receipts';
import { DEFAULT_SETTINGS, readSettings } from '@tableorder/contract/settings';
import { listStations } from '@tableorder/contract/stations';
import { getSetup } from '@tableorder/contract/stores';
import { readBusy } from '@tableorder/contract/waiting';
import { QueryClient } from '@tanstack/react-query';
import { vi } from 'vitest';
import { createStaffApi } from '../src/features/access/staff-api.ts';
import { createSign } from '../src/features/access/staff-sign.ts';
import { LanguageProvider } from '../src/i18n/language-provider.tsx';
import { staffLanguage } from '../src/i18n/staff.ts';
import { App } from '../src/staff/app.tsx';
import type { Board } from '../src/staff/board-state.ts';
import { createFakeBackend, type FakeBackend } from './fake-backend.ts';
import { renderScreen } from './render.tsx';
import { signedIn } from './staff-fixtures.ts';

export interface StaffStart {
  readonly role?: Role | null;
  readonly path?: string;
  readonly tables?: Board['tables'];
  readonly setup?: boolean;
  /** What else the wire answers, before the app asks. */
  readonly prepare?: (backend: FakeBackend) => void;
}

/** The whole staff app on a faked wire: signed in (or not), with a board that the stream completes. */
export async function openStaff({ role = 'owner', path = '/staff', tables = [], setup = false, prepare }: StaffStart = {}) {
  localStorage.clear();
  localStorage.setItem('tableorder.locale', 'ko');
  if (role) localStorage.setItem('tableorder.staff.sign', JSON.stringify(signedIn(role)));
  const backend = createFakeBackend();
  backend.install();
  const shown = { tables };
  backend.on(getSetup, () => ({ required: setup }));
  backend.on(readBoard, () => ({ tables: shown.tables, cursor: formatCursor('fake', 0) }));
  backend.on(streamForStaff, () => null);
  backend.on(lockScreen, () => null);
  backend.on(acknowledgeOrders, () => null);
  backend.on(reportDisplay, () => null);
  backend.on(listDisplays, () => ({ items: [], nextCursor: null, unheard: [] }));
  backend.on(readAddresses, () => ({ items: [], nextCursor: null }));
  backend.on(readBackups, () => ({ kept: true, running: false, overdue: false, items: [] }));
  backend.on(takeOrder, () => null);
  backend.on(listStations, () => ({ items: [], nextCursor: null }));
  backend.on(listPrinters, () => ({ items: [], nextCursor: null, troubled: 0 }));
  backend.on(readBusy, () => ({ busy: null }));
  backend.on(listUnseen, () => ({ items: [], nextCursor: null }));
  backend.on(readSettings, () => ({ store: signedIn().store, settings: DEFAULT_SETTINGS }));
  prepare?.(backend);
  const start = await staffLanguage.open();
  const sign = createSign();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const screen = renderScreen(
    <LanguageProvider start={start}>
      <App sign={sign} api={createStaffApi(sign)} queries={queries} />
    </LanguageProvider>,
    { path },
  );
  return {
    ...screen,
    backend,
    sign,
    shown,
    live: () => vi.waitFor(() => backend.openStreams() > 0 || Promise.reject(new Error('no stream'))),
  };
}
