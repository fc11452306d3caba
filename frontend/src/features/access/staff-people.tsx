import { addStaff, changeStaff, listStaff, type StaffMember } from '@tableorder/contract/access';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Pencil from 'lucide-react/icons/pencil';
import UserPlus from 'lucide-react/icons/user-plus';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StaffAddPersonSheet } from './staff-add-person-sheet.tsx';
import styles from './staff-people.module.css';
import { StaffPersonSheet } from './staff-person-sheet.tsx';

/** Everybody who may come in. Managers see them, owners change them. */
export function StaffPeople() {
  const { t } = useT();
  const { api, staff: me, may } = useStaffWork();
  const queries = useQueryClient();
  const people = useQuery({ queryKey: ['people'], queryFn: async () => (await api.call(listStaff)).body.items });
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<StaffMember | null>(null);
  const changed = () => void queries.invalidateQueries({ queryKey: ['people'] });
  if (people.isPending) return <Skeleton shape="block" height="240px" />;
  if (people.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, people.error)}
        retryLabel={t('ui.retry')}
        busy={people.isFetching}
        onRetry={() => void people.refetch()}
      />
    );
  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label={t('staff.people.list')}>
        {people.data.map((person) => (
          <li key={person.id} className={styles.row}>
            <span className={styles.initial} aria-hidden="true">
              {[...person.username][0]?.toUpperCase()}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>
                {person.username}
                {person.id === me.id && <span className={styles.you}>{t('staff.people.you')}</span>}
              </span>
              <span className={styles.facts}>{t(`staff.role.${person.role}`)}</span>
            </span>
            {may(changeStaff) && (
              <IconButton
                label={t('staff.people.change.of', { name: person.username })}
                icon={<Pencil aria-hidden="true" />}
                onPress={() => setChosen(person)}
              />
            )}
          </li>
        ))}
      </ul>
      {may(addStaff) && (
        <div>
          <Button kind="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => setAdding(true)}>
            {t('staff.people.add')}
          </Button>
        </div>
      )}
      <StaffAddPersonSheet open={adding} onClose={() => setAdding(false)} onAdded={changed} />
      <StaffPersonSheet person={chosen} onClose={() => setChosen(null)} onChanged={changed} />
    </div>
  );
}
