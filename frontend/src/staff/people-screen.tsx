import ListChecks from 'lucide-react/icons/list-checks';
import { Link } from 'wouter';
import { StaffPeople } from '../features/access/staff-people.tsx';
import { useT } from '../i18n/staff.ts';
import styles from './me-screen.module.css';
import { Page } from './page.tsx';

export function PeopleScreen() {
  const { t } = useT();
  return (
    <Page title={t('staff.people.title')} note={t('staff.people.note')}>
      <StaffPeople />
      <Link to="/people/roles" className={styles.way}>
        <ListChecks aria-hidden="true" />
        {t('staff.people.roles')}
      </Link>
    </Page>
  );
}
