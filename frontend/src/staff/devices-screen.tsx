import { useState } from 'react';
import { StaffDeviceWall } from '../features/devices/staff-device-wall.tsx';
import { StaffDisplays } from '../features/displays/staff-displays.tsx';
import { StaffPairingSheet } from '../features/tables/staff-pairing-sheet.tsx';
import { useT } from '../i18n/staff.ts';
import { useBoard } from './live.tsx';
import { Page } from './page.tsx';

export function DevicesScreen() {
  const { t } = useT();
  const { board } = useBoard();
  const [pairing, setPairing] = useState<string | null>(null);
  const tables = (board?.tables ?? []).map(({ table }) => table);
  return (
    <Page title={t('staff.devices.title')}>
      <StaffDeviceWall tables={tables} onPair={setPairing} />
      <StaffDisplays />
      <StaffPairingSheet table={tables.find(({ id }) => id === pairing) ?? null} onClose={() => setPairing(null)} />
    </Page>
  );
}
