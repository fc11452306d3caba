import { readAddresses } from '@tableorder/contract/devices';
import QrCode from 'lucide-react/icons/qr-code';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { StaffDeviceWall } from '../features/devices/staff-device-wall.tsx';
import { StaffDisplays } from '../features/displays/staff-displays.tsx';
import { StaffPairingSheet } from '../features/tables/staff-pairing-sheet.tsx';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { useBoard } from './live.tsx';
import { Page } from './page.tsx';

export function DevicesScreen() {
  const { t } = useT();
  const { may } = useStaffWork();
  const [, go] = useLocation();
  const { board } = useBoard();
  const [pairing, setPairing] = useState<string | null>(null);
  const tables = (board?.tables ?? []).map(({ table }) => table);
  return (
    <Page
      title={t('staff.devices.title')}
      actions={
        may(readAddresses) && (
          <Button icon={<QrCode aria-hidden="true" />} onPress={() => go('/devices/addresses')}>
            {t('staff.addresses.open')}
          </Button>
        )
      }
    >
      <StaffDeviceWall tables={tables} onPair={setPairing} />
      <StaffDisplays />
      <StaffPairingSheet table={tables.find(({ id }) => id === pairing) ?? null} onClose={() => setPairing(null)} />
    </Page>
  );
}
