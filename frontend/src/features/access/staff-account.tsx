import { readMe } from '@tableorder/contract/people';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StaffOwnPassword } from './staff-own-password.tsx';
import { StaffOwnPin } from './staff-own-pin.tsx';
import { StaffOwnSignIns } from './staff-own-sign-ins.tsx';
import styles from './staff-people.module.css';
import { StaffSecondFactor } from './staff-second-factor.tsx';

/** What everybody keeps of their own account, and nobody of another's. */
export function StaffAccount() {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const me = useQuery({ queryKey: ['me'], queryFn: async () => (await api.call(readMe)).body });
  const changed = () => void queries.invalidateQueries({ queryKey: ['me'] });
  if (me.isPending) return <Skeleton shape="block" height="240px" />;
  if (me.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, me.error)}
        retryLabel={t('ui.retry')}
        busy={me.isFetching}
        onRetry={() => void me.refetch()}
      />
    );
  return (
    <div className={styles.page}>
      <StaffOwnPin hasPin={me.data.hasPin} onChanged={changed} />
      <StaffOwnPassword onChanged={changed} />
      <StaffSecondFactor since={me.data.secondFactorSince} left={me.data.recoveryCodesLeft} onChanged={changed} />
      <StaffOwnSignIns />
    </div>
  );
}
