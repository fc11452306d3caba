import { getSetup } from '@tableorder/contract/stores';
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { StaffSignInForm } from '../features/access/staff-sign-in-form.tsx';
import { useT } from '../i18n/staff.ts';
import type { Api } from '../lib/api.ts';
import { StaffWorkProvider } from '../lib/staff-work.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { Door } from './door.tsx';
import { LiveProvider } from './live.tsx';
import { Shell } from './shell.tsx';
import type { Sign } from './sign.ts';

const SetUpForm = lazy(async () => ({ default: (await import('../features/access/staff-set-up-form.tsx')).StaffSetUpForm }));

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
    if (before.current !== null && present === null) queries.clear();
    before.current = present;
  }, [present, queries]);
  return (
    <QueryClientProvider client={queries}>
      <ToastProvider label={t('ui.messages')} dismissLabel={t('ui.close')}>
        {work ? (
          <StaffWorkProvider value={work} key={work.staff.id}>
            <LiveProvider sign={sign}>
              <Shell sign={sign} />
            </LiveProvider>
          </StaffWorkProvider>
        ) : (
          <AtTheDoor api={api} sign={sign} />
        )}
      </ToastProvider>
    </QueryClientProvider>
  );
}

/** Sign-in; on a fresh machine the set-up, whose name and password then sign in. */
function AtTheDoor({ api, sign }: { readonly api: Api; readonly sign: Sign }) {
  const { t } = useT();
  const [made, setMade] = useState<{ store: string; username: string } | null>(null);
  const setup = useQuery({ queryKey: ['setup'], queryFn: async () => (await api.call(getSetup)).body.required, staleTime: 60_000 });
  if (setup.data === true && made === null) {
    return (
      <Door title={t('staff.setup.title')} text={t('staff.setup.text')}>
        <Suspense fallback={<Spinner />}>
          <SetUpForm api={api} onDone={setMade} onSignedIn={sign.keep} />
        </Suspense>
      </Door>
    );
  }
  return (
    <Door title={t('staff.sign-in.title')} text={made ? t('staff.setup.done') : t('staff.sign-in.text')}>
      <StaffSignInForm api={api} start={made} onSignedIn={sign.keep} />
    </Door>
  );
}
