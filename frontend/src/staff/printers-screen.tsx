import { addPrinter, type Printer } from '@tableorder/contract/printers';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { StaffPrinters } from '../features/printers/staff-printers.tsx';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Page } from './page.tsx';

export function PrintersScreen() {
  const { t } = useT();
  const { may } = useStaffWork();
  const [, go] = useLocation();
  const [open, setOpen] = useState<Printer | 'new' | null>(null);
  return (
    <Page
      title={t('staff.printers.title')}
      note={t('staff.printers.note')}
      leading={<IconButton label={t('staff.printers.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/settings')} />}
      actions={
        may(addPrinter) && (
          <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setOpen('new')}>
            {t('staff.printers.add')}
          </Button>
        )
      }
    >
      {may(addPrinter) ? <StaffPrinters open={open} onOpen={setOpen} /> : <EmptyState title={t('problem.forbidden')} />}
    </Page>
  );
}
