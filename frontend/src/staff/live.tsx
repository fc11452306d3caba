import type { OrderId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import type { UnseenOrder } from '@tableorder/contract/receipts';
import { readSettings } from '@tableorder/contract/settings';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Sign } from '../features/access/staff-sign.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { serverNow } from '../lib/clock.ts';
import { createChime } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { DISPLAYS } from '../lib/use-displays.ts';
import { useToasts } from '../ui/toast.tsx';
import type { StaffEvent } from './board-state.ts';
import { type BoardStore, type BoardView, openBoard } from './board-store.ts';
import { waitingAt } from './board-view.ts';
import { createRing, type Ring } from './ring.ts';
import { createSteps, type PendingStep, type Steps } from './steps.ts';
import { createTaken } from './taken.ts';

interface Live {
  readonly board: BoardStore;
  readonly steps: Steps;
  readonly ring: Ring;
}
const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLive stands outside LiveProvider');
  return live;
}

export function useBoard(): BoardView {
  const { board } = useLive();
  return useSyncExternalStore(board.subscribe, board.view);
}

/** What is made of the board, shown anew only when that very word, number or object changes. */
export function useBoardPart<T>(read: (view: BoardView) => T): T {
  const { board } = useLive();
  return useSyncExternalStore(board.subscribe, () => read(board.view()));
}

/** The step of one order that is on its way, if any. */
export function useStep(orderId: OrderId | null): PendingStep | null {
  const { steps } = useLive();
  return useSyncExternalStore(steps.subscribe, () => (orderId === null ? null : (steps.pending().get(orderId) ?? null)));
}

export function usePending(): ReadonlyMap<OrderId, PendingStep> {
  const { steps } = useLive();
  return useSyncExternalStore(steps.subscribe, steps.pending);
}

/** Everything that runs while somebody is signed in, whichever screen is open: board, stream, bell, steps on their way. */
export function LiveProvider({ sign, children }: { readonly sign: Sign; readonly children: ReactNode }) {
  const work = useStaffWork();
  const [live, setLive] = useState<Live | null>(null);
  const words = useStepWords();
  const heard = useEvents(sign);
  const queries = useQueryClient();

  // Opened here and not at first render: a stream must not be opened twice, nor stay open behind a screen that never showed.
  useEffect(() => {
    const board = openBoard(work.api, sign.end);
    const ring = createRing(createChime());
    const steps = createSteps({ api: work.api, onOrder: board.takeOrder, ...words });
    const stopEvents = board.onEvent((event) => {
      if (event.type === 'order_updated' || event.type === 'order_deleted') steps.heard(event.order);
      if (event.type === 'order_taken') taken.heard(event);
      heard(event);
    });
    const listen = () => {
      const { order, call } = waitingIds(board.view(), (id) => steps.pending().has(id) || taken.has(id));
      // Each call of an unseen order joins anew, whoever has taken it.
      const unseen = (queries.getQueryData<UnseenOrder[]>(['unseen']) ?? []).map(({ orderId, step }) => `unseen-${step}-${orderId}`);
      ring.waiting({ order: [...order, ...unseen], call });
    };
    const taken = createTaken(listen);
    // A request that nobody decided ends without an event.
    const ticking = setInterval(listen, 15_000);
    const stops = [() => clearInterval(ticking), board.subscribe(listen), steps.subscribe(listen), taken.close, stopEvents];
    stops.push(queries.getQueryCache().subscribe(({ query, type }) => type === 'updated' && query.queryKey[0] === 'unseen' && listen()));
    const leave = () => document.visibilityState === 'hidden' && steps.flush();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', steps.flush);
    setLive({ board, ring, steps });
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', steps.flush);
      steps.flush();
      board.close();
      ring.close();
    };
  }, [work.api, sign, words, heard, queries]);

  // Told anew by `settings_updated`; until they are known the bell rings as it does by default.
  const settings = useQuery({
    queryKey: ['settings', 'sounds'],
    queryFn: async () => (await work.api.call(readSettings)).body.settings,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (live && settings.data) live.ring.setVoices({ order: settings.data.orderSound, call: settings.data.callSound });
  }, [live, settings.data]);

  if (live === null) return null;
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

/** What the bell rings for: orders on which nobody has a hand, here or at another screen, calls that nobody answered, and guests who wait at a table. */
function waitingIds({ board }: BoardView, isTaken: (id: OrderId) => boolean) {
  const tables = board?.tables ?? [];
  const untaken = tables.flatMap(({ orders }) => orders.filter(({ id, status }) => status === 'PENDING' && !isTaken(id)));
  const now = serverNow();
  const calling = tables.flatMap((place) => [...place.openCalls, ...waitingAt(place, now)]);
  return { order: untaken.map(({ id }) => id), call: calling.map(({ id }) => id) };
}

/** Says what became of a step. One object for good: the words are those of the language spoken then. */
function useStepWords() {
  const { t } = useT();
  const { show } = useToasts();
  const [speaker] = useState(() => ({ t, show }));
  speaker.t = t;
  speaker.show = show;
  const [words] = useState(() => ({
    onOvertaken: (_step: PendingStep, present: Order) =>
      speaker.show({
        key: `order-${present.id}`,
        tone: 'problem',
        text: speaker.t('staff.step.overtaken', { number: present.number, status: speaker.t(`staff.status.${present.status}`) }),
      }),
    onFailed: (step: PendingStep, failure: unknown) =>
      speaker.show({
        key: `order-${step.order.id}`,
        tone: 'problem',
        text: `${speaker.t('staff.step.failed', { number: step.order.number })} ${sayFailure(speaker.t, failure)}`,
      }),
  }));
  return words;
}

/** What the figures of the running day are made of. */
const COUNTED: ReadonlySet<string> = new Set([
  'order_created',
  'order_updated',
  'order_deleted',
  'session_closed',
  'table_updated',
  'call_done',
]);
/** Once for all that happens in a second: a Friday night has twenty orders in one. */
const GATHER_MS = 1_000;

/** The figures of today, where they are on the screen, are read again soon after something happened. */
function useFreshFigures(): (event: StaffEvent) => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    ({ type }) => {
      if (!COUNTED.has(type) || timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        void queries.invalidateQueries({ queryKey: ['figures', 'daily', null] });
      }, GATHER_MS);
    },
    [queries],
  );
}

/** What was called out and is begun, cancelled or gone is called out no more: nobody has to draw it for that. */
const endsAnUnseen = (event: StaffEvent, unseen: readonly UnseenOrder[] | undefined): boolean =>
  (event.type === 'order_updated' || event.type === 'order_deleted') && (unseen ?? []).some(({ orderId }) => orderId === event.order.id);

const DISPLAYS_CHANGE: ReadonlySet<string> = new Set(['displays_updated', 'printers_updated', 'stations_updated']);

function useEvents(sign: Sign) {
  const queries = useQueryClient();
  const freshen = useFreshFigures();
  const [heard] = useState(() => (event: StaffEvent) => {
    freshen(event);
    if (event.type === 'settings_updated') {
      sign.keepStore(event.store);
      void queries.invalidateQueries({ queryKey: ['settings'] });
      void queries.invalidateQueries({ queryKey: ['busy'] });
    }
    if (event.type === 'layout_updated') queries.setQueryData(['layout'], event.layout);
    if (event.type === 'printers_updated') void queries.invalidateQueries({ queryKey: ['printers'] });
    // A printer that came back makes a station heard; a station that is new or gone changes who is waited for.
    if (DISPLAYS_CHANGE.has(event.type)) void queries.invalidateQueries({ queryKey: DISPLAYS });
    if (event.type === 'unseen_updated') queries.setQueryData(['unseen'], event.orders);
    if (endsAnUnseen(event, queries.getQueryData(['unseen']))) void queries.invalidateQueries({ queryKey: ['unseen'] });
    if (event.type === 'busy_updated') queries.setQueryData(['busy'], event.busy);
    if (event.type === 'stations_updated') queries.setQueryData(['stations'], event.stations);
    if (event.type === 'menu_updated') void queries.invalidateQueries({ queryKey: ['menu'] });
    if (event.type === 'session_closed' || event.type === 'table_updated' || event.type === 'order_deleted')
      void queries.invalidateQueries({ queryKey: ['history'] });
  });
  return heard;
}
