import { endBusy, readBusy, setBusy } from '@tableorder/contract/waiting';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import CookingPot from 'lucide-react/icons/cooking-pot';
import { useState } from 'react';
import { formatTime } from '../i18n/dates.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { NoticeLine } from '../ui/notice-line.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useToasts } from '../ui/toast.tsx';
import styles from './busy-kitchen.module.css';

const LENGTHS = [15, 30, 60, null] as const;
const LOOK_MS = 5_000;
const AGAIN_MS = 60_000;

/** Whether guests are told that the kitchen is busy. Told anew by `busy_updated`; its end is known and needs no word. */
function useBusy() {
  const { api } = useStaffWork();
  const now = useNow(LOOK_MS);
  const { data } = useQuery({
    queryKey: ['busy'],
    queryFn: async () => (await api.call(readBusy)).body.busy,
    // A line that was down for long replays nothing.
    refetchInterval: AGAIN_MS,
    staleTime: AGAIN_MS,
  });
  return data && (data.untilAt === null || now < Date.parse(data.untilAt)) ? data : null;
}

/** Sends one of both acts; what failed is said, and the screen stays as it was. */
function useSwitch() {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [sending, setSending] = useState(false);
  const send = async (forMinutes: number | null | 'end'): Promise<boolean> => {
    setSending(true);
    try {
      const { body } = forMinutes === 'end' ? await api.call(endBusy) : await api.call(setBusy, { body: { forMinutes } });
      queries.setQueryData(['busy'], body.busy);
      return true;
    } catch (error) {
      toasts.show({ key: 'busy', tone: 'problem', text: sayFailure(t, error) });
      return false;
    } finally {
      setSending(false);
    }
  };
  return { sending, send };
}

export interface BusyButtonProps {
  /** With its word, where that has the room. */
  readonly worded?: boolean;
  readonly onPress: () => void;
}

/** To the sheet that tells guests that the kitchen is busy; nothing for who may not. */
export function BusyButton({ worded = false, onPress }: BusyButtonProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const icon = <CookingPot aria-hidden="true" />;
  if (!may(setBusy)) return null;
  if (!worded) return <IconButton label={t('staff.busy.title')} icon={icon} onPress={onPress} />;
  return (
    <Button icon={icon} onPress={onPress}>
      {t('staff.busy.title')}
    </Button>
  );
}

/** For how long guests are told that the kitchen is busy. */
export function BusySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  const { sending, send } = useSwitch();
  return (
    <Sheet open={open} title={t('staff.busy.title')} note={t('staff.busy.text')} closeLabel={t('ui.close')} onClose={onClose}>
      <div className={styles.lengths}>
        {LENGTHS.map((minutes) => (
          <Button key={minutes} size="large" wide disabled={sending} onPress={() => void send(minutes).then((sent) => sent && onClose())}>
            {minutes === null ? t('staff.busy.open-end') : t('staff.busy.for', { minutes: String(minutes) })}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}

/** Above the board while guests are told so: how much longer, until when, and the way back. */
export function BusyLine() {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const { sending, send } = useSwitch();
  const busy = useBusy();
  if (busy === null) return null;
  const minutes = String(busy.minutes);
  const way = may(endBusy) && (
    <Button busy={sending} onPress={() => void send('end')}>
      {t('staff.busy.end')}
    </Button>
  );
  return (
    <div role="status">
      <NoticeLine tone="waiting" icon={<CookingPot aria-hidden="true" />} way={way}>
        {busy.untilAt === null
          ? t('staff.busy.on', { minutes })
          : t('staff.busy.on-until', { minutes, time: formatTime(busy.untilAt, locale, store.timeZone) })}
      </NoticeLine>
    </div>
  );
}
