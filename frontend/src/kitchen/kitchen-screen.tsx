import type { OrderId, OrderItemId, StationId } from '@tableorder/contract/ids';
import { oldestWait } from '@tableorder/contract/kitchen.rules';
import type { Order, OrderItem } from '@tableorder/contract/orders';
import type { UnseenOrder } from '@tableorder/contract/receipts';
import { fromInstant } from '@tableorder/contract/time';
import type { Busy } from '@tableorder/contract/waiting';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Sign } from '../features/access/staff-sign.ts';
import { useDisplayReports } from '../features/displays/use-display-reports.ts';
import { KitchenAllDay } from '../features/kitchen/kitchen-all-day.tsx';
import { KitchenTicket, type TicketActs } from '../features/kitchen/kitchen-ticket.tsx';
import { FRESH_MS, heatOf, type LineView, limitsFor, lineViews } from '../features/kitchen/kitchen-view.rules.ts';
import type { MenuWords } from '../features/kitchen/kitchen-words.ts';
import { useAcknowledgedOrders } from '../features/orders/staff-acknowledge-orders.ts';
import { formatMinutes } from '../i18n/dates.ts';
import { useT } from '../i18n/kitchen.ts';
import { stationName } from '../i18n/station-name.ts';
import type { Chime, Voice } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import type { StreamState } from '../lib/stream.ts';
import { useNow } from '../lib/use-now.ts';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import type { Acts } from './kitchen-acts.ts';
import { KitchenBar } from './kitchen-bar.tsx';
import { KitchenBusy } from './kitchen-busy.tsx';
import type { DeviceKeeper } from './kitchen-device.ts';
import { useKitchenKeys } from './kitchen-keys.ts';
import styles from './kitchen-screen.module.css';
import { KitchenSheets, type OpenSheet } from './kitchen-sheets.tsx';
import type { Kitchen, ShownTicket } from './kitchen-state.ts';
import { KitchenUnseen } from './kitchen-unseen.tsx';
import { TicketWall } from './ticket-wall.tsx';
import { TicketsEnd } from './tickets-end.tsx';
import { useInSight } from './use-in-sight.ts';
import { useNewTicketSound } from './use-new-ticket-sound.ts';
import { useShown } from './use-shown.ts';

export interface KitchenScreenProps {
  readonly kitchen: Kitchen;
  readonly station: StationId | 'pass';
  readonly line: StreamState;
  readonly words: MenuWords;
  readonly acts: Acts;
  readonly chime: Chime;
  readonly voice: Voice | null;
  readonly device: DeviceKeeper;
  readonly sign: Sign;
  /** Orders that were not drawn where they should be. */
  readonly unseen: readonly UnseenOrder[];
  /** What guests are told of the kitchen. */
  readonly busy: Busy | null;
}

export interface Selected {
  readonly orderId: OrderId;
  /** The line that the keys point at, null for the whole ticket. */
  readonly line: number | null;
}

const NONE: readonly OrderItemId[] = [];
const NO_ITEMS: readonly OrderItem[] = [];
/** Ages are of minutes; a limit is told at most this late. */
const TICK_MS = 5_000;

export function KitchenScreen({ kitchen, station, line, words, acts, chime, voice, device, sign, unseen, busy }: KitchenScreenProps) {
  const { t, locale } = useT();
  const { api } = useStaffWork();
  const stationId = station === 'pass' ? null : station;
  const { allergens, quiet, allDay } = useSyncExternalStore(device.subscribe, device.snapshot);
  const [selected, setSelected] = useState<Selected | null>(null);
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const place = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const touched = useRef(new Set<OrderId>());
  const now = useNow(TICK_MS);
  const shown = useShown(kitchen, stationId, touched.current);
  const open = shown.filter(({ leaving }) => !leaving);
  useNewTicketSound(useOpenIds(open), chime, quiet ? null : voice);
  useDisplayReports(api, { kind: stationId === null ? 'pass' : 'kitchen', stationId, live: line === 'live' });
  const ticketActs = useTicketActs({ kitchen, acts, touched: touched.current, onHold: (orderId) => setSheet({ kind: 'course', orderId }) });
  const viewsOf = useLineViews(stationId, words, allergens);
  const sayStation = useCallback(
    (id: StationId) => {
      const found = kitchen.stations.find((one) => one.id === id);
      return found ? stationName(found, locale) : '';
    },
    [kitchen.stations, locale],
  );
  useKitchenKeys({ shown, viewsOf, selected, onSelect: setSelected, onSheet: setSheet, acts: ticketActs, stationId, device });
  useSelectedInSight(selected);
  useNoFocusByTouch();
  const drawn = shown.map(({ ticket, leaving }) => {
    const since = oldestWait(ticket, stationId);
    const waited = since === null ? null : Math.max(0, now - fromInstant(since));
    const heat = heatOf(waited, limitsFor(ticket, stationId, kitchen.stations));
    return { ticket, leaving, heat, age: waited === null ? '' : waited < FRESH_MS ? t('ui.just-now') : formatMinutes(waited, locale) };
  });
  return (
    <div className={styles.app}>
      <KitchenBar
        name={stationId === null ? t('kitchen.pass') : sayStation(stationId)}
        open={open.length}
        late={drawn.filter(({ heat, leaving }) => heat === 'late' && !leaving).length}
        line={line}
        chime={chime}
        device={device}
        sign={sign}
        onSheet={setSheet}
      />
      <Receipts open={open} stationId={stationId} />
      <KitchenBusy busy={busy} now={now} />
      <KitchenUnseen
        orders={unseen}
        stationId={stationId}
        sayStation={sayStation}
        showOf={(orderId) => (open.some(({ ticket }) => ticket.order.id === orderId) ? () => setSelected({ orderId, line: null }) : null)}
        chime={chime}
        voice={quiet ? null : voice}
      />
      <div className={classNames(styles.work, allDay && styles.withPanel)}>
        <main className={styles.tickets} ref={place}>
          <h1 className="seen-by-readers-only">{t('kitchen.title')}</h1>
          {drawn.length === 0 && <EmptyState title={t('kitchen.none.title')} text={t('kitchen.none.text')} />}
          <TicketWall place={place} end={end}>
            {drawn.map(({ ticket, leaving, heat, age }) => (
              <KitchenTicket
                key={ticket.order.id}
                order={ticket.order}
                views={viewsOf(ticket, leaving)}
                added={ticket.news?.added ?? NONE}
                changed={ticket.news?.changed ?? NONE}
                removed={ticket.news?.removed ?? NO_ITEMS}
                gone={ticket.gone}
                heat={heat}
                age={age}
                leaving={leaving}
                selected={selected?.orderId === ticket.order.id}
                line={selected?.orderId === ticket.order.id ? selected.line : null}
                sayStation={sayStation}
                acts={ticketActs}
              />
            ))}
          </TicketWall>
          <TicketsEnd place={place} end={end} />
        </main>
        {allDay && <KitchenAllDay tickets={open.map(({ ticket }) => ticket)} stationId={stationId} words={words} />}
      </div>
      <KitchenSheets
        sheet={sheet}
        kitchen={kitchen}
        stationId={stationId}
        words={words}
        acts={acts}
        device={device}
        sign={sign}
        onClose={() => setSheet(null)}
      />
    </div>
  );
}

/** Tells which tickets are on the glass. It draws nothing, and what it learns draws no ticket anew. */
function Receipts({
  open,
  stationId,
}: {
  readonly open: readonly { readonly ticket: ShownTicket }[];
  readonly stationId: StationId | null;
}) {
  const { api } = useStaffWork();
  useAcknowledgedOrders(api, useInSight(open), { stationId });
  return null;
}

/** A finger's touch keeps no focus: Enter of the bump bar is for the ticket chosen there, not for what was touched before. */
function useNoFocusByTouch(): void {
  useEffect(() => {
    const drop = (event: MouseEvent) => {
      const { target } = event;
      if (event.detail > 0 && target instanceof Element && target.closest('[data-ticket] button') instanceof HTMLElement)
        (document.activeElement as HTMLElement | null)?.blur();
    };
    document.addEventListener('click', drop);
    return () => document.removeEventListener('click', drop);
  }, []);
}

/** The same list for as long as its tickets are the same. */
function useOpenIds(open: readonly { readonly ticket: ShownTicket }[]): readonly OrderId[] {
  const last = useRef<readonly OrderId[]>([]);
  const ids = open.map(({ ticket }) => ticket.order.id);
  if (ids.length !== last.current.length || ids.some((id, at) => id !== last.current[at])) last.current = ids;
  return last.current;
}

type ViewsOf = (ticket: ShownTicket, leaving: boolean) => readonly LineView[];

/** The lines of a ticket as they are drawn: made once for each ticket, so that a ticket that did not change is not drawn again. */
function useLineViews(stationId: StationId | null, words: MenuWords, allergens: 'noted' | 'always'): ViewsOf {
  return useMemo(() => {
    const made = new WeakMap<ShownTicket, LineView[]>();
    const done = new WeakMap<ShownTicket, LineView[]>();
    return (ticket, leaving) => {
      const views = made.get(ticket) ?? lineViews(ticket, stationId, words, allergens);
      made.set(ticket, views);
      if (!leaving) return views;
      const all = done.get(ticket) ?? views.map((view) => ({ ...view, state: 'done' as const }));
      done.set(ticket, all);
      return all;
    };
  }, [stationId, words, allergens]);
}

interface TicketActsSettings {
  readonly kitchen: Kitchen;
  readonly acts: Acts;
  readonly touched: Set<OrderId>;
  readonly onHold: (orderId: OrderId) => void;
}

/** What a ticket can ask for, one object for good: a ticket that did not change is not drawn again. */
function useTicketActs(settings: TicketActsSettings): TicketActs {
  const present = useRef(settings);
  present.current = settings;
  return useMemo(() => {
    const ticketOf = (order: Order): ShownTicket =>
      present.current.kitchen.tickets.get(order.id) ?? { order, lines: [], news: null, gone: null };
    const touch = (order: Order) => {
      present.current.touched.add(order.id);
      return ticketOf(order);
    };
    return {
      onStart: (order) => present.current.acts.start(touch(order)),
      onBump: (order) => present.current.acts.bump(touch(order)),
      onRecall: (order) => present.current.acts.recall(touch(order)),
      onLine: (order, itemId, isDone) => present.current.acts[isDone ? 'recall' : 'bump'](touch(order), [itemId]),
      onFire: (order, course) => present.current.acts.fire(ticketOf(order), course),
      onHold: (order) => present.current.onHold(order.id),
      onSeen: (order) => present.current.acts.seen(ticketOf(order)),
    };
  }, []);
}

function useSelectedInSight(selected: Selected | null): void {
  useEffect(() => {
    if (selected === null) return;
    const ticket = document.querySelector(`[data-ticket="${selected.orderId}"]`);
    ticket?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
}
