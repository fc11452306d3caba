import { readScreen } from '@tableorder/contract/people';
import { getSetup } from '@tableorder/contract/stores';
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Door } from '../features/access/staff-door.tsx';
import { StaffLockScreen } from '../features/access/staff-lock-screen.tsx';
import type { Sign } from '../features/access/staff-sign.ts';
import { StaffSignInForm } from '../features/access/staff-sign-in-form.tsx';
import { useT } from '../i18n/staff.ts';
import type { Api } from '../lib/api.ts';
import { StaffWorkProvider } from '../lib/staff-work.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { LockProvider } from './acting.tsx';
import { LiveProvider } from './live.tsx';
import { Shell } from './shell.tsx';

const SetUpForm = lazy(async () => ({ default: (await import('../features/access/staff-set-up-form.tsx')).StaffSetUpForm }));

/** What is asked before anybody is signed in. */
const AT_THE_DOOR = ['setup', 'screen'];

export interface AppProps {
  readonly sign: Sign;
  readonly api: Api;
  readonly queries: QueryClient;
}

export function App({ sign, api, queries }: AppProps) {
  const { t } = useT();
  const present = useSyncExternalStore(sign.subscribe, sign.present);
  const work = useMemo(() => (present ? { api, store: present.store, staff: present.staff } : null), [api, present]);
  // What one person saw must not wait in the cache for the next.
  const before = useRef(present);
  useEffect(() => {
    if (before.current !== null && present === null)
      queries.removeQueries({ predicate: ({ queryKey: [kind] }) => !AT_THE_DOOR.includes(String(kind)) });
    before.current = present;
  }, [present, queries]);
  return (
    <QueryClientProvider client={queries}>
      <ToastProvider label={t('ui.messages')} dismissLabel={t('ui.close')}>
        {work ? (
          <StaffWorkProvider value={work} key={work.staff.id}>
            <LiveProvider sign={sign}>
              <LockProvider sign={sign}>
                <Shell sign={sign} />
              </LockProvider>
            </LiveProvider>
          </StaffWorkProvider>
        ) : (
          <AtTheDoor api={api} sign={sign} />
        )}
      </ToastProvider>
    </QueryClientProvider>
  );
}

/** Who works at a shared screen, or the sign-in; on a fresh machine the set-up, whose name and password then sign in. */
function AtTheDoor({ api, sign }: { readonly api: Api; readonly sign: Sign }) {
  const { t } = useT();
  const [made, setMade] = useState<{ store: string; username: string } | null>(null);
  const setup = useQuery({ queryKey: ['setup'], queryFn: async () => (await api.call(getSetup)).body.required, staleTime: 60_000 });
  const screen = sign.screen();
  /** Undefined while the list of people is shown; null for somebody who is not in it. */
  const [byPassword, setByPassword] = useState<string | null | undefined>(undefined);
  const people = useQuery({
    queryKey: ['screen', screen?.key],
    queryFn: async () => (await api.call(readScreen, { body: { screenKey: screen?.key ?? '' } })).body.people,
    enabled: screen !== null,
    retry: false,
    staleTime: 0,
  });
  if (setup.data === true && made === null) {
    return (
      <Door title={t('staff.setup.title')} text={t('staff.setup.text')}>
        <Suspense fallback={<Spinner />}>
          <SetUpForm api={api} onDone={setMade} onSignedIn={sign.keep} />
        </Suspense>
      </Door>
    );
  }
  if (screen && people.data && people.data.length > 0 && byPassword === undefined) {
    return (
      <Door title={t('staff.lock.title')} text={t('staff.lock.text')}>
        <StaffLockScreen api={api} screenKey={screen.key} people={people.data} onSignedIn={sign.keep} onPassword={setByPassword} />
      </Door>
    );
  }
  if (screen && people.isPending) return <Spinner />;
  const start = made ?? (screen && byPassword ? { store: screen.store, username: byPassword } : null);
  return (
    <Door title={t('staff.sign-in.title')} text={made ? t('staff.setup.done') : t('staff.sign-in.text')}>
      <StaffSignInForm api={api} start={start} screenKey={screen?.key} onSignedIn={sign.keep} />
    </Door>
  );
}
