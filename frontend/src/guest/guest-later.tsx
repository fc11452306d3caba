import { useEffect, useState } from 'react';
import { useT } from '../i18n/guest.ts';
import { type Later, later, useLater } from '../lib/later.ts';
import { throwApart } from '../lib/listeners.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { reloadAtMenu } from './guest-paths.ts';

/** What a party at a table needs beside the menu: its stream, its orders, its outbox. */
export const partyCode = later(() => import('./guest-party.ts'));
export const rest = later(() => import('./guest-rest.ts'));

export const useRest = () => useLater(rest).value;

/**
 * A browser may keep a failed import for as long as the page lives: then only a new page gets it. Nothing is lost by that, for the cart
 * and what is unsent are on the disk, and without this part no form is open. Never where nobody answers: the menu would be gone too.
 */
async function tryAgain(part: Later<unknown>): Promise<void> {
  part.hurry();
  const answer = await fetch('/version.json', { cache: 'no-store' }).catch(() => null);
  if (answer?.ok && part.snapshot().value === null) reloadAtMenu();
}

/** In the place of what did not arrive; nothing while it is on its way. */
export function OnItsWay({ part }: { readonly part: Later<unknown> }) {
  const { t } = useT();
  const { failed } = useLater(part);
  useEffect(() => void part.load(), [part]);
  if (!failed) return null;
  return (
    <ErrorState
      title={t('ui.error.title')}
      text={t('ui.no-answer')}
      retryLabel={t('ui.retry')}
      onRetry={() => void tryAgain(part).catch(throwApart)}
    />
  );
}

/** A sheet that is there in this time needs no word. */
const PATIENCE_MS = 250;

/** A sheet that was asked for before its code is here. */
export function SheetOnItsWay({ onClose }: { readonly onClose: () => void }) {
  const { t } = useT();
  const { failed } = useLater(rest);
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    void rest.load();
    const patience = setTimeout(() => setWaits(true), PATIENCE_MS);
    return () => clearTimeout(patience);
  }, []);
  return (
    <Sheet open={waits} onClose={onClose} title={t(failed ? 'ui.error.title' : 'ui.loading')} closeLabel={t('ui.close')}>
      {failed ? (
        <OnItsWay part={rest} />
      ) : (
        <div role="status" aria-label={t('ui.loading')}>
          <Skeleton shape="title" width="60%" />
          <Skeleton width="90%" />
          <Skeleton width="40%" />
        </div>
      )}
    </Sheet>
  );
}
