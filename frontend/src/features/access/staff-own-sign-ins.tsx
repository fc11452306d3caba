import { endMyOtherSignIns, endMySignIn, listMySignIns, type StaffSignIn } from '@tableorder/contract/people';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import LogOut from 'lucide-react/icons/log-out';
import { useId } from 'react';
import { formatWhen } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-people.module.css';
import { useSending } from './staff-sending.ts';

export function StaffOwnSignIns() {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const queries = useQueryClient();
  const id = useId();
  const { failure, send } = useSending();
  const signIns = useQuery({ queryKey: ['sign-ins'], queryFn: async () => (await api.call(listMySignIns)).body.items, staleTime: 0 });
  const end = async (work: () => Promise<unknown>) => {
    if (await send(work)) show({ tone: 'good', text: t('staff.me.sign-ins.ended') });
    await queries.invalidateQueries({ queryKey: ['sign-ins'] });
  };
  const others = signIns.data?.some(({ isThis }) => !isThis) ?? false;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {t('staff.me.sign-ins')}
        </h2>
        <p className={styles.text}>{t('staff.me.sign-ins.text')}</p>
      </div>
      {signIns.isPending && <Skeleton shape="block" height="120px" />}
      {signIns.isError && (
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, signIns.error)}
          retryLabel={t('ui.retry')}
          onRetry={() => void signIns.refetch()}
        />
      )}
      {signIns.data && (
        <ul className={styles.devices} aria-labelledby={id}>
          {signIns.data.map((one) => (
            <SignInRow key={one.id} signIn={one} onEnd={() => void end(() => api.call(endMySignIn, { params: { signInId: one.id } }))} />
          ))}
        </ul>
      )}
      <Refusal text={failure === null ? null : sayDoorFailure(t, failure)} />
      {others && (
        <AskedAct
          icon={<LogOut aria-hidden="true" />}
          label={t('staff.me.sign-ins.others')}
          question={t('staff.me.sign-ins.others.ask')}
          consequence={t('staff.me.sign-ins.others.effect')}
          confirmLabel={t('staff.me.sign-ins.others')}
          cancelLabel={t('ui.cancel')}
          act={() => end(() => api.call(endMyOtherSignIns))}
        />
      )}
    </section>
  );
}

function SignInRow({ signIn, onEnd }: { readonly signIn: StaffSignIn; readonly onEnd: () => void }) {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const now = useNow(60_000);
  const device = signIn.agent ?? t('staff.me.sign-ins.unknown');
  const when = (at: StaffSignIn['seenAt']) => formatWhen(at, locale, store.timeZone, now);
  return (
    <li className={styles.device}>
      <span>
        <span className={styles.name}>
          {device}
          {signIn.isThis && <span className={styles.you}>{t('staff.me.sign-ins.this')}</span>}
        </span>
        <span className={styles.facts}>
          <br />
          {t('staff.me.sign-ins.facts', {
            started: when(signIn.startedAt),
            seen: when(signIn.seenAt),
            way: t(`staff.me.way.${signIn.way}`),
          })}
        </span>
      </span>
      {!signIn.isThis && (
        <Button kind="quiet" onPress={onEnd}>
          <span aria-hidden="true">{t('staff.me.sign-ins.end')}</span>
          <span className="seen-by-readers-only">{t('staff.me.sign-ins.end.of', { device })}</span>
        </Button>
      )}
    </li>
  );
}
