import { type AdminMenuItem, removeMenuItem } from '@tableorder/contract/menu.admin';
import Trash2 from 'lucide-react/icons/trash-2';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { useToasts } from '../../ui/toast.tsx';

export interface StaffRemoveItemProps {
  readonly item: AdminMenuItem;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

export function StaffRemoveItem({ item, onRemoved, onClose }: StaffRemoveItemProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  if (!may(removeMenuItem)) return null;
  const remove = async () => {
    try {
      await api.call(removeMenuItem, { params: { menuId: item.id } });
      onRemoved();
      onClose();
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
  return (
    <AskedAct
      icon={<Trash2 aria-hidden="true" />}
      label={t('staff.menu.remove')}
      question={t('staff.menu.remove.ask', { name: item.name })}
      consequence={t('staff.menu.remove.text')}
      confirmLabel={t('staff.menu.remove.go')}
      cancelLabel={t('ui.cancel')}
      act={remove}
    />
  );
}
