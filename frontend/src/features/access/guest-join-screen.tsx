import ScanLine from 'lucide-react/icons/scan-line';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { GuestDoor, PlateNumber } from './guest-door.tsx';
import { useJoinWords } from './guest-join-line.tsx';
import type { Joining } from './guest-joining.ts';
import { mayRetry } from './guest-wait-sheet.tsx';

export interface GuestJoinScreenProps {
  readonly joining: Joining;
  readonly tableNumber: number;
  readonly corner: ReactNode;
}

/** Where the page came without its menu: the table's number, and how far the phone is with joining it. */
export function GuestJoinScreen({ joining, tableNumber, corner }: GuestJoinScreenProps) {
  const { t } = useT();
  const state = useSyncExternalStore(joining.subscribe, joining.snapshot);
  const words = useJoinWords(state);
  if (state.kind === 'dead') {
    return <GuestDoor corner={corner} plate={<ScanLine />} title={t('guest.join.dead.title')} text={t('guest.join.dead.text')} />;
  }
  const failed = state.kind === 'failed' ? state : null;
  return (
    <GuestDoor
      corner={corner}
      plate={<PlateNumber number={String(tableNumber)} unit={t('guest.table-word')} />}
      title={t(state.kind === 'asking' ? 'guest.join.asking.title' : 'guest.join.title', { number: String(tableNumber) })}
      text={failed ? undefined : words}
      problem={failed ? words : undefined}
      action={
        mayRetry(state) && (
          <Button kind="primary" size="large" wide busy={failed?.trying ?? false} onPress={joining.retry}>
            {t(failed ? 'ui.retry' : 'guest.join.ask-again')}
          </Button>
        )
      }
    />
  );
}
