import ArrowLeft from 'lucide-react/icons/arrow-left';
import { useLocation } from 'wouter';
import { StaffRolesTable } from '../features/access/staff-roles-table.tsx';
import { useT } from '../i18n/staff.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from './page.tsx';

export function RolesScreen() {
  const { t } = useT();
  const [, go] = useLocation();
  return (
    <Page
      title={t('staff.people.roles')}
      note={t('staff.people.roles.note')}
      leading={<IconButton label={t('ui.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/people')} />}
    >
      <StaffRolesTable />
    </Page>
  );
}
