import { useT } from '../i18n/staff.ts';
import { KeyList } from '../ui/key-list.tsx';
import { Sheet } from '../ui/sheet.tsx';

const KEYS = [
  ['N', 'staff.keys.next'],
  ['J · K', 'staff.keys.cards'],
  ['A', 'staff.keys.step'],
  ['Z', 'staff.keys.undo'],
  ['O', 'staff.keys.order'],
  ['1 – 4', 'staff.keys.filter'],
  ['V', 'staff.keys.view'],
  ['S', 'staff.keys.sound'],
  ['W', 'staff.keys.wall'],
  ['Esc', 'staff.keys.close'],
  ['?', 'staff.keys.help'],
] as const;

export function ShortcutsSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useT();
  return (
    <Sheet open={open} title={t('staff.keys.title')} closeLabel={t('ui.close')} onClose={onClose}>
      <KeyList keys={KEYS.map(([key, words]) => [key, t(words)])} />
    </Sheet>
  );
}
