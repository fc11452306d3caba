import { type Role, STAFF } from '@tableorder/contract/endpoint';
import { useT } from '../../i18n/staff.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';

/** One of the four roles, each with what it may do. */
export function StaffRoleChoice({ value, onChange }: { readonly value: Role; readonly onChange: (role: Role) => void }) {
  const { t } = useT();
  return (
    <ChoiceList
      kind="one"
      legend={t('staff.people.role')}
      choices={STAFF.map((role) => ({ value: role, label: t(`staff.role.${role}`), note: t(`staff.people.role.${role}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}
