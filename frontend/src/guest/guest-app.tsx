import type { Order } from '@tableorder/contract/orders';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { GuestJoinScreen } from '../features/access/guest-join-screen.tsx';
import { GuestOutScreen } from '../features/access/guest-out-screen.tsx';
import { GuestPairScreen } from '../features/access/guest-pair-screen.tsx';
import type { GuestSign, Signing, SignState } from '../features/access/guest-sign.ts';
import { useT } from '../i18n/guest.ts';
import { sayProblem } from '../i18n/problem-words.ts';
import { isFromTheLine, type Refusal } from '../lib/api-problem.ts';
import { onReturn, throwApart } from '../lib/listeners.ts';
import { useToasts } from '../ui/toast.tsx';
import { GuestHome } from './guest-home.tsx';
import { LanguageCorner } from './guest-language.tsx';
import { openParty, type Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';
import { forgetParty, type GuestStorage } from './guest-shelves.ts';
import { GuestToasts } from './guest-toasts.tsx';

export interface GuestAppProps {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  /** Of the QR link, already out of the address bar. */
  readonly secret: string | null;
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
      if (at.kind === 'out' || at.sign.party !== party) void forgetParty(storage, party).catch(throwApart);
    };
  }, [storage, signing, party]);
}

export function GuestApp({ storage, signing, secret }: GuestAppProps) {
  const state = useSyncExternalStore(signing.subscribe, signing.snapshot);
  const party = state.kind === 'in' ? state.sign.party : null;
  useEarlyRenewal(signing);
  useForgetting(storage, signing, party);
  // The next party does not read the last one's messages.
  return (
    <GuestToasts key={party ?? 'nobody'}>
      <Place storage={storage} signing={signing} secret={secret} state={state} />
    </GuestToasts>
  );
}

function Place({ storage, signing, secret, state }: GuestAppProps & { readonly state: SignState }) {
  const { path, swap } = usePlace();
  const home = useCallback(() => swap('/'), [swap]);
  const corner = <LanguageCorner />;
  const [, area = '', store = '', number = ''] = path.split('/');
  if (area === 't') {
    return <GuestJoinScreen signing={signing} store={store} tableNumber={Number(number)} secret={secret} corner={corner} onJoined={home} />;
  }
  if (area === 'pair') return <GuestPairScreen signing={signing} corner={corner} onPaired={home} />;
  if (state.kind === 'out') return <GuestOutScreen why={state.why} corner={corner} onPair={() => swap('/pair')} />;
  return <AtTheTable storage={storage} signing={signing} sign={state.sign} />;
}

interface AtTheTableProps {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  readonly sign: GuestSign;
}

/** Opens what the party has on this device, and closes it when they go. */
function AtTheTable({ storage, signing, sign }: AtTheTableProps) {
  const { t, locale } = useT();
  const toasts = useToasts();
  const { swap } = usePlace();
  const [party, setParty] = useState<Party | null>(null);
  const [placed, setPlaced] = useState<Order | null>(null);
  const latest = useRef({ t, locale, toasts, swap, sign });
  latest.current = { t, locale, toasts, swap, sign };
  const key = sign.party;

  useEffect(() => {
    let opened: Party | null = null;
    let gone = false;
    const onRefused = (refusal: Refusal) => {
      const { t, toasts } = latest.current;
      toasts.show({ text: sayProblem(t, refusal), tone: 'problem', key: 'refused' });
    };
    const onOver = () => {
      latest.current.swap('/');
      void (latest.current.sign.kind === 'tablet' ? signing.nextParty() : signing.signOut('left')).catch(throwApart);
    };
    const open = async () => {
      const cursor = (await storage.get('cursor', key)) ?? null;
      if (gone) return;
      const { sign, locale } = latest.current;
      opened = openParty({ storage, signing, sign, locale, cursor, onPlaced: setPlaced, onRefused, onOver });
      setParty(opened);
    };
    void open().catch(throwApart);
    return () => {
      gone = true;
      opened?.close();
    };
  }, [storage, signing, key]);

  const onPlacedSeen = useCallback(() => setPlaced(null), []);
  useEffect(() => party?.menu.speak(locale), [party, locale]);
  if (party === null) return null;
  return <GuestHome party={party} sign={sign} forgets={storage.kind === 'memory'} placed={placed} onPlacedSeen={onPlacedSeen} />;
}
