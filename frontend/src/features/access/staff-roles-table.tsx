import { STAFF } from '@tableorder/contract/endpoint';
import { ABILITY_AREAS, readRoles } from '@tableorder/contract/people';
import { useQuery } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './staff-people.module.css';

/** What each role may do, as the server says it; nothing here is typed a second time. */
export function StaffRolesTable() {
  const { t } = useT();
  const { api } = useStaffWork();
  const roles = useQuery({
    queryKey: ['roles'],
    queryFn: async () => (await api.call(readRoles)).body.rows,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (roles.isPending) return <Skeleton shape="block" height="320px" />;
  if (roles.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, roles.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void roles.refetch()}
      />
    );
  return (
    <div className={styles.page}>
      {ABILITY_AREAS.map((area) => (
        <div key={area} className={styles.section}>
          <Table
            caption={t(`staff.people.area.${area}`)}
            rows={roles.data.filter((row) => row.area === area)}
            rowKey={({ ability, roles: may }) => `${ability} ${may.join()}`}
            columns={[
              { key: 'what', title: t('staff.people.roles.what'), cell: ({ ability }) => t(`staff.people.ability.${ability}`) },
              ...STAFF.map((role) => ({
                key: role,
                title: t(`staff.role.${role}`),
                cell: (row: { readonly roles: readonly string[] }) => <Mark may={row.roles.includes(role)} />,
              })),
            ]}
          />
        </div>
      ))}
    </div>
  );
}

function Mark({ may }: { readonly may: boolean }) {
  const { t } = useT();
  return (
    <span className={may ? styles.yes : styles.no}>
      {may ? <Check aria-hidden="true" /> : <Minus aria-hidden="true" />}
      <span className="seen-by-readers-only">{t(may ? 'staff.people.may' : 'staff.people.may-not')}</span>
    </span>
  );
}
