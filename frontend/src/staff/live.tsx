import type { OrderId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { createChime } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useToasts } from '../ui/toast.tsx';
import type { StaffEvent } from './board-state.ts';
import { type BoardStore, type BoardView, openBoard } from './board-store.ts';
import { createRing, type Ring } from './ring.ts';
import type { Sign } from './sign.ts';
import { createSteps, type PendingStep, type Steps } from './steps.ts';

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

  // Opened here and not at first render: a stream must not be opened twice, nor stay open behind a screen that never showed.
  useEffect(() => {
    const board = openBoard(work.api, sign.end);
    const ring = createRing(createChime());
    const steps = createSteps({ api: work.api, onOrder: board.takeOrder, ...words });
    const stopEvents = board.onEvent((event) => {
      if (event.type === 'order_updated' || event.type === 'order_deleted') steps.heard(event.order);
      heard(event);
    });
    const listen = () => ring.waiting(waitingIds(board.view(), steps.pending()));
    const stops = [board.subscribe(listen), steps.subscribe(listen), stopEvents];
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
  }, [work.api, sign, words, heard]);

  if (live === null) return null;
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

/** What the bell rings for: orders that nobody took, steps of this person counting as taken, and calls that nobody answered. */
function waitingIds({ board }: BoardView, pending: ReadonlyMap<OrderId, PendingStep>) {
  const tables = board?.tables ?? [];
  const untaken = tables.flatMap(({ orders }) => orders.filter(({ id, status }) => status === 'PENDING' && !pending.has(id)));
  return { order: untaken.map(({ id }) => id), call: tables.flatMap(({ openCalls }) => openCalls.map(({ id }) => id)) };
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

function useEvents(sign: Sign) {
  const queries = useQueryClient();
  const [heard] = useState(() => (event: StaffEvent) => {
    if (event.type === 'settings_updated') sign.keepStore(event.store);
    if (event.type === 'menu_updated') void queries.invalidateQueries({ queryKey: ['menu'] });
    if (event.type === 'session_closed' || event.type === 'order_deleted') void queries.invalidateQueries({ queryKey: ['history'] });
  });
  return heard;
}
