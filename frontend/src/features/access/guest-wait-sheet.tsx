import Armchair from 'lucide-react/icons/armchair';
import ScanLine from 'lucide-react/icons/scan-line';
import { useSyncExternalStore } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useJoinWords } from './guest-join-line.tsx';
import type { Joining, JoinState } from './guest-joining.ts';

export const mayRetry = ({ kind }: JoinState): boolean => kind === 'failed' || kind === 'refused' || kind === 'over';
const titleOf = ({ kind }: JoinState) => (kind === 'asking' ? 'guest.join.asking.title' : 'guest.join.wait.title');
const textOf = ({ kind }: JoinState) => (kind === 'asking' ? 'guest.join.asking.text' : 'guest.join.wait.text');

export interface GuestWaitSheetProps {
  readonly joining: Joining;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Stands where ordering and calling will: what needs a table waits for it, and the cart stays. */
export function GuestWaitSheet({ joining, open, onClose }: GuestWaitSheetProps) {
  const { t } = useT();
  const state = useSyncExternalStore(joining.subscribe, joining.snapshot);
  const words = useJoinWords(state);
  const dead = state.kind === 'dead';
  return (
    <Sheet open={open} onClose={onClose} title={t(dead ? 'guest.join.dead.title' : titleOf(state))} closeLabel={t('ui.close')}>
      <div role="status">
        <EmptyState
          icon={dead ? <ScanLine /> : <Armchair />}
          title={words}
          text={dead ? undefined : t(textOf(state))}
          action={
            mayRetry(state) ? (
              <Button busy={state.kind === 'failed' && state.trying} onPress={joining.retry}>
                {t(state.kind === 'failed' ? 'ui.retry' : 'guest.join.ask-again')}
              </Button>
            ) : undefined
          }
        />
      </div>
    </Sheet>
  );
}
