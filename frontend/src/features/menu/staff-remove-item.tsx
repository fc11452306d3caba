import { type AdminMenuItem, removeMenuItem } from '@tableorder/contract/menu';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-menu.module.css';

export interface StaffRemoveItemProps {
  readonly item: AdminMenuItem;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

export function StaffRemoveItem({ item, onRemoved, onClose }: StaffRemoveItemProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!may(removeMenuItem)) return null;
  const remove = async () => {
    setBusy(true);
    try {
      await api.call(removeMenuItem, { params: { menuId: item.id } });
      onRemoved();
      onClose();
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <div className={styles.apart}>
      <Button icon={<Trash2 aria-hidden="true" />} onPress={() => setAsking(true)}>
        {t('staff.menu.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        busy={busy}
        title={t('staff.menu.remove.ask', { name: item.name })}
        confirmLabel={t('staff.menu.remove.go')}
        cancelLabel={t('ui.cancel')}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        {t('staff.menu.remove.text')}
      </ConfirmDialog>
    </div>
  );
}
