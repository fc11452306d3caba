import type { Order } from '@tableorder/contract/orders';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { alreadyJoined, createJoining, type Joining, type JoinState, type Visit } from '../features/access/guest-joining.ts';
import type { GuestSign, Signing, SignState } from '../features/access/guest-sign.ts';
import { useT } from '../i18n/guest.ts';
import { sayProblem } from '../i18n/problem-words.ts';
import { isFromTheLine, type Refusal } from '../lib/api-problem.ts';
import { resetDisplay } from '../lib/display.ts';
import { useLater } from '../lib/later.ts';
import { onReturn, throwApart } from '../lib/listeners.ts';
import { useToasts } from '../ui/toast.tsx';
import { GuestHome } from './guest-home.tsx';
import { OnItsWay, partyCode, rest as restCode, useRest } from './guest-later.tsx';
import type { GuestPage } from './guest-page.ts';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';
import { forgetParty, type GuestStorage } from './guest-shelves.ts';
import { GuestToasts } from './guest-toasts.tsx';
import { wasRenewed } from './guest-updates.ts';
import { openVisitor, type Visitor } from './guest-visitor.ts';

export interface GuestAppProps {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  /** The QR link that was opened, its secret already out of the address bar. */
  readonly visit: Visit | null;
  /** What the server wrote this page from. */
  readonly page: GuestPage | null;
}

const LOOK_MS = 10 * 60_000;

/** Asks for a fresh token long before the old one ends; without an answer it is asked for again. */
function useEarlyRenewal(signing: Signing): void {
  useEffect(() => {
    const look = () =>
      void signing.renewEarly().catch((error: unknown) => {
        if (!isFromTheLine(error)) throwApart(error);
      });
    look();
    const looking = setInterval(look, LOOK_MS);
    const stop = onReturn(look);
    return () => {
      clearInterval(looking);
      stop();
    };
  }, [signing]);
}

/** Who sat here before leaves nothing behind. */
function useForgetting(storage: GuestStorage, signing: Signing, party: string | null): void {
  useEffect(() => {
    if (party === null) return;
    return () => {
      const at = signing.snapshot();
      if (at.kind === 'out' && at.why === 'ended') return;
      if (at.kind === 'out' || at.sign.party !== party) void forgetParty(storage, party).catch(throwApart);
    };
  }, [storage, signing, party]);
}

/** A phone whose sign-in had run out sits again: with the same party all goes on, with another what the first left unsent goes. True when there was any. */
async function forgetEnded(storage: GuestStorage, signing: Signing, party: string): Promise<boolean> {
  const before = await signing.endedBefore();
  if (before === null) return false;
  const other = before.party !== party;
  const unsent = other && (await storage.all('outbox')).some(({ scope }) => scope === before.party);
  if (other) await forgetParty(storage, before.party);
  await signing.forgetEnded();
  return unsent;
}

/** A number for each party that left: the next one does not read its messages, and who joins keeps what is on the screen. */
function usePartiesGone(party: string | null): number {
  const seen = useRef({ party, gone: 0 });
  if (seen.current.party !== party) {
    const { party: before, gone } = seen.current;
    seen.current = { party, gone: before === null ? gone : gone + 1 };
  }
  return seen.current.gone;
}

const isThere = (state: SignState, visit: Visit | null): boolean =>
  state.kind === 'in' && visit !== null && state.sign.store.code === visit.store && state.sign.table.number === visit.tableNumber;

const isTablet = (state: SignState): boolean => state.kind === 'in' && state.sign.kind === 'tablet';

/** Joins the table of the link by itself; null without one. Who is signed in there already and has no secret simply goes on. */
function useJoining(signing: Signing, visit: Visit | null): Joining | null {
  const [joining] = useState(() => {
    // A tablet stays at its table, whatever is scanned with it.
    if (visit === null || isTablet(signing.snapshot())) return null;
    return visit.secret === null && isThere(signing.snapshot(), visit) ? alreadyJoined : createJoining(signing, visit);
  });
  useEffect(() => joining?.start(), [joining]);
  return joining;
}

export function GuestApp({ storage, signing, visit, page }: GuestAppProps) {
  const state = useSyncExternalStore(signing.subscribe, signing.snapshot);
  const party = state.kind === 'in' ? state.sign.party : null;
  const joining = useJoining(signing, visit);
  const [visitor] = useState(() => page && joining && openVisitor({ page, storage, api: signing.api, joining }));
  useEarlyRenewal(signing);
  useForgetting(storage, signing, party);
  return (
    <GuestToasts key={usePartiesGone(party)}>
      <Place storage={storage} signing={signing} visit={visit} state={state} joining={joining} visitor={visitor} />
    </GuestToasts>
  );
}

interface PlaceProps extends Omit<GuestAppProps, 'page'> {
  readonly state: SignState;
  readonly joining: Joining | null;
  readonly visitor: Visitor | null;
}

const joined: JoinState = { kind: 'joined' };
const nobodyJoins = () => () => undefined;

/** A screen that changed by itself says so. */
function useRenewedNews(): void {
  const { t } = useT();
  const toasts = useToasts();
  const latest = useRef({ t, toasts });
  latest.current = { t, toasts };
  useEffect(() => {
    if (wasRenewed()) latest.current.toasts.show({ text: latest.current.t('guest.renewed'), key: 'renewed' });
  }, []);
}

function Place({ storage, signing, visit, state, joining, visitor }: PlaceProps) {
  useRenewedNews();
  const { path, swap } = usePlace();
  const home = useCallback(() => swap('/'), [swap]);
  const rest = useRest();
  const { kind } = useSyncExternalStore(joining?.subscribe ?? nobodyJoins, joining?.snapshot ?? (() => joined));
  // An old code at the table where this phone sits anyway takes nobody from it.
  const seated = kind === 'joined' || (kind === 'dead' && isThere(state, visit));
  const arrived = seated && (path.startsWith('/t/') || (path.startsWith('/pair') && isTablet(state)));
  useEffect(() => {
    if (arrived) home();
  }, [arrived, home]);

  const pairs = path.startsWith('/pair') && !arrived;
  const waits = joining !== null && !seated && visitor === null;
  if (pairs || waits || (seated && state.kind === 'out')) {
    if (rest === null) return <OnItsWay part={restCode} />;
    const corner = <rest.LanguageCorner />;
    if (pairs) return <rest.GuestPairScreen signing={signing} corner={corner} onPaired={home} />;
    if (waits) return <rest.GuestJoinScreen joining={joining} tableNumber={visit?.tableNumber ?? 0} corner={corner} />;
    if (state.kind === 'out') {
      return (
        <rest.GuestOutScreen out={state} corner={corner} onPair={() => swap('/pair')}>
          {state.why === 'ended' && <rest.GuestLeftOver storage={storage} party={state.sign.party} />}
        </rest.GuestOutScreen>
      );
    }
  }
  const sign = seated && state.kind === 'in' ? state.sign : null;
  return <AtTheTable storage={storage} signing={signing} sign={sign} visitor={visitor} />;
}

interface AtTheTableProps {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  /** Null while the table is being joined. */
  readonly sign: GuestSign | null;
  /** What is shown until the party is there. */
  readonly visitor: Visitor | null;
}

/** Opens what the party has on this device, and closes it when they go. */
function AtTheTable({ storage, signing, sign, visitor }: AtTheTableProps) {
  const { t, locale } = useT();
  const toasts = useToasts();
  const { swap } = usePlace();
  const rest = useRest();
  const { failed: missing } = useLater(partyCode);
  const [party, setParty] = useState<Party | null>(null);
  const [placed, setPlaced] = useState<Order | null>(null);
  const latest = useRef({ t, locale, toasts, swap, sign });
  latest.current = { t, locale, toasts, swap, sign };
  const key = sign?.party ?? null;

  useEffect(() => {
    if (key === null) return;
    let opened: Party | null = null;
    let gone = false;
    const onRefused = (refusal: Refusal) => {
      const { t, toasts } = latest.current;
      toasts.show({ text: sayProblem(t, refusal), tone: 'problem', key: 'refused' });
    };
    const onOver = () => {
      latest.current.swap('/');
      if (latest.current.sign?.kind === 'tablet') resetDisplay();
      void (latest.current.sign?.kind === 'tablet' ? signing.nextParty() : signing.signOut('left')).catch(throwApart);
    };
    const open = async () => {
      const { sign, locale } = latest.current;
      if (sign === null) return;
      const [{ openParty }, cursor = null, last = null] = await Promise.all([
        partyCode.load(),
        storage.get('cursor', key),
        storage.get('menu', sign.store.id),
      ]);
      if (gone) return;
      const kept = visitor?.kept ?? last;
      opened = openParty({ storage, signing, sign, locale, cursor, kept, onPlaced: setPlaced, onRefused, onOver });
      await visitor?.moveTo(opened);
      setParty(opened);
      if (await forgetEnded(storage, signing, key)) {
        const { t, toasts } = latest.current;
        toasts.show({ text: t('guest.ended.not-sent'), tone: 'problem', key: 'ended' });
      }
    };
    void open().catch(throwApart);
    return () => {
      gone = true;
      opened?.close();
    };
  }, [storage, signing, key, visitor]);

  const onPlacedSeen = useCallback(() => setPlaced(null), []);
  const shown = party !== null && sign !== null ? { party, seat: sign } : visitor;
  useEffect(() => shown?.party.menu.speak(locale), [shown?.party, locale]);
  // Joined, and what it takes to order does not come: said, not hidden behind a menu that cannot order.
  if (key !== null && party === null && (shown === null || missing)) return <OnItsWay part={partyCode} />;
  if (shown === null) return null;
  return (
    <>
      <GuestHome party={shown.party} sign={shown.seat} forgets={storage.kind === 'memory'} placed={placed} onPlacedSeen={onPlacedSeen} />
      {rest && party !== null && sign?.kind === 'tablet' && (
        <rest.GuestTablet key={sign.party} party={party} sign={sign} api={signing.api} />
      )}
    </>
  );
}
