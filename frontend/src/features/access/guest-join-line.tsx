import { useEffect, useState, useSyncExternalStore } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { ConnectionLine } from '../../ui/connection-line.tsx';
import type { Joining, JoinState } from './guest-joining.ts';

/** A scan that takes no longer needs no word. */
const PATIENCE_MS = 1_000;

/** What is to be said about joining, in the screen's words. */
export function useJoinWords(state: JoinState): string {
  const { t } = useT();
  if (state.kind === 'dead') return t('guest.join.dead.line');
  if (state.kind === 'asking' || state.kind === 'refused' || state.kind === 'over') return t(`guest.join.${state.kind}`);
  return state.kind === 'failed' ? sayFailure(t, state.error) : t('guest.join.joining');
}

/** Over a menu that can be read already: how far the phone is with joining its table. */
export function GuestJoinLine({ joining }: { readonly joining: Joining }) {
  const state = useSyncExternalStore(joining.subscribe, joining.snapshot);
  const words = useJoinWords(state);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const patience = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(patience);
  }, []);
  const quiet = state.kind === 'joined' || (state.kind === 'joining' && !late);
  return (
    <ConnectionLine
      state={quiet ? 'online' : state.kind === 'joining' || state.kind === 'asking' ? 'connecting' : 'offline'}
      text={words}
    />
  );
}
