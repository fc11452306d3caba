import { readScreen, type SeatedPerson } from '@tableorder/contract/people';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Door } from '../features/access/staff-door.tsx';
import { StaffLockScreen } from '../features/access/staff-lock-screen.tsx';
import type { Sign } from '../features/access/staff-sign.ts';
import { StaffSignInForm } from '../features/access/staff-sign-in-form.tsx';
import { useT } from '../i18n/kitchen.ts';
import type { Api } from '../lib/api.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { StaffWorkProvider } from '../lib/staff-work.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import type { DeviceKeeper } from './kitchen-device.ts';
import { KitchenLive } from './kitchen-live.tsx';

export interface KitchenAppProps {
  readonly sign: Sign;
  readonly api: Api;
  readonly device: DeviceKeeper;
}

export function KitchenApp({ sign, api, device }: KitchenAppProps) {
  const { t } = useT();
  const present = useSyncExternalStore(sign.subscribe, sign.present);
  const work = useMemo(() => (present ? { api, store: present.store, staff: present.staff } : null), [api, present]);
  return (
    <ToastProvider label={t('ui.messages')} dismissLabel={t('ui.close')}>
      {work ? (
        <StaffWorkProvider value={work} key={work.store.id}>
          <KitchenLive sign={sign} device={device} />
        </StaffWorkProvider>
      ) : (
        <KitchenDoor api={api} sign={sign} />
      )}
    </ToastProvider>
  );
}

/** The staff's own door: who works at this screen by PIN, else by password. */
function KitchenDoor({ api, sign }: { readonly api: Api; readonly sign: Sign }) {
  const { t } = useT();
  const people = useSeatedPeople(api, sign);
  /** Undefined while the list of people is shown; null for somebody who is not in it. */
  const [byPassword, setByPassword] = useState<string | null | undefined>(undefined);
  const screen = sign.screen();
  if (screen && people.length > 0 && byPassword === undefined)
    return (
      <Door title={t('staff.lock.title')} text={t('staff.lock.text')}>
        <StaffLockScreen api={api} screenKey={screen.key} people={people} onSignedIn={sign.keep} onPassword={setByPassword} />
      </Door>
    );
  return (
    <Door title={t('kitchen.title')} text={t('staff.sign-in.text')}>
      <StaffSignInForm
        api={api}
        start={screen && byPassword ? { store: screen.store, username: byPassword } : null}
        screenKey={screen?.key}
        onSignedIn={sign.keep}
      />
    </Door>
  );
}

/** Nobody when the screen is new, or cannot ask: then the password is the way. */
function useSeatedPeople(api: Api, sign: Sign): readonly SeatedPerson[] {
  const [people, setPeople] = useState<readonly SeatedPerson[]>([]);
  const key = sign.screen()?.key;
  useEffect(() => {
    if (key === undefined) return;
    const asking = new AbortController();
    api
      .call(readScreen, { body: { screenKey: key }, signal: asking.signal })
      .then(({ body }) => setPeople(body.people))
      .catch((error: unknown) => {
        if (!asking.signal.aborted && !isFromTheLine(error)) throw error;
      });
    return () => asking.abort();
  }, [api, key]);
  return people;
}
