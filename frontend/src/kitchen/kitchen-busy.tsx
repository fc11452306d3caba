import { type Busy, readBusy } from '@tableorder/contract/waiting';
import Clock3 from 'lucide-react/icons/clock-3';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/kitchen.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { throwApart } from '../lib/listeners.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { NoticeLine } from '../ui/notice-line.tsx';
import type { KitchenStore } from './kitchen-store.ts';

const AGAIN_MS = 60_000;

/** Whether guests are told that the kitchen is busy: told anew by each event. */
export function useBusy(store: KitchenStore): Busy | null {
  const { api } = useStaffWork();
  const [busy, setBusy] = useState<Busy | null>(null);
  useEffect(() => {
    const read = () =>
      void api
        .call(readBusy)
        .then(({ body }) => setBusy(body.busy))
        .catch((error: unknown) => {
          // The next event tells it.
          if (!isFromTheLine(error)) throwApart(error);
        });
    read();
    // A line that was down for long replays nothing.
    const again = setInterval(read, AGAIN_MS);
    const stop = store.onEvent((event) => {
      if (event.type === 'busy_updated') setBusy(event.busy);
    });
    return () => {
      clearInterval(again);
      stop();
    };
  }, [api, store]);
  return busy;
}

/** What the guests of the tickets below were told; until its time is over, which needs no word. */
export function KitchenBusy({ busy, now }: { readonly busy: Busy | null; readonly now: number }) {
  const { t } = useT();
  const on = busy !== null && (busy.untilAt === null || now < Date.parse(busy.untilAt));
  return (
    <div role="status">
      {on && (
        <NoticeLine tone="waiting" shape="bar" icon={<Clock3 aria-hidden="true" />}>
          {t('kitchen.busy', { minutes: String(busy.minutes) })}
        </NoticeLine>
      )}
    </div>
  );
}
