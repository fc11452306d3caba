import type { Call } from '@tableorder/contract/calls';
import Bell from 'lucide-react/icons/bell';
import BellRing from 'lucide-react/icons/bell-ring';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/guest.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useToasts } from '../ui/toast.tsx';
import type { Place } from './guest-paths.ts';

interface CallCorner {
  /** Opened over another sheet, which stays as it is. */
  readonly calling: boolean;
  readonly call: () => void;
  readonly stop: () => void;
  readonly corner: (overPicture: boolean) => ReactNode;
}

/** Staff can be called from every sheet: what the guest was choosing stays. A step back closes the call with the sheet under it. */
export function useCallCorner(calls: readonly Call[], at: Place['kind']): CallCorner {
  const { t } = useT();
  const [over, setOver] = useState<Place['kind'] | null>(null);
  const label = t(calls.length > 0 ? 'guest.call.calling' : 'guest.call.short');
  const lit = calls.length > 0;
  const corner = useCallback(
    (overPicture: boolean) => (
      <IconButton
        label={label}
        icon={lit ? <BellRing aria-hidden="true" /> : <Bell aria-hidden="true" />}
        kind={overPicture ? 'over-picture' : 'plain'}
        onPress={() => setOver(at)}
      />
    ),
    [label, lit, at],
  );
  const stop = useCallback(() => setOver(null), []);
  useEffect(() => {
    if (over !== null && over !== at) setOver(null);
  }, [over, at]);
  useAnswers(calls);
  return { calling: over === at, call: () => setOver(at), stop, corner };
}

/** A call that is open no more was answered: said once, in words that are read aloud. */
function useAnswers(calls: readonly Call[]): void {
  const { t } = useT();
  const toasts = useToasts();
  const known = useRef<readonly Call[]>(calls);
  useEffect(() => {
    for (const call of known.current) {
      if (calls.some(({ id }) => id === call.id)) continue;
      const reason = call.note ?? t(`guest.call.${call.reason}`);
      toasts.show({ text: t('guest.call.answered', { reason }), tone: 'good', key: `answered-${call.id}` });
    }
    known.current = calls;
  }, [calls, t, toasts]);
}
