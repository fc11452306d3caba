import { readAddresses } from '@tableorder/contract/devices';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { useLocation } from 'wouter';
import { StaffAddresses } from '../features/devices/staff-addresses.tsx';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from './page.tsx';

export function AddressesScreen() {
  const { t } = useT();
  const { may } = useStaffWork();
  const [, go] = useLocation();
  return (
    <Page
      title={t('staff.addresses.title')}
      note={t('staff.addresses.note')}
      leading={<IconButton label={t('staff.addresses.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/devices')} />}
    >
      {may(readAddresses) ? <StaffAddresses /> : <EmptyState title={t('problem.forbidden')} />}
    </Page>
  );
}
