import { addStaff } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import type { Role } from '@tableorder/contract/endpoint';
import { isUsername } from '@tableorder/contract/stores.rules';
import { type FormEvent, useId, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-form.module.css';
import { StaffPasswordRule, sayWeakPassword } from './staff-password-rule.tsx';
import { StaffRoleChoice } from './staff-role-choice.tsx';
import { useSending } from './staff-sending.ts';

export interface StaffAddPersonSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

export function StaffAddPersonSheet({ open, onClose, onAdded }: StaffAddPersonSheetProps) {
  const { t } = useT();
  const form = useId();
  const sending = useSending();
  return (
    <Sheet
      open={open}
      onClose={onClose}
      locked={sending.busy}
      place="side"
      title={t('staff.people.add')}
      closeLabel={t('ui.close')}
      footer={
        <Button type="submit" form={form} kind="primary" size="large" wide busy={sending.busy}>
          {t('staff.people.add.go')}
        </Button>
      }
    >
      <AddPersonForm id={form} sending={sending} onClose={onClose} onAdded={onAdded} />
    </Sheet>
  );
}

interface FormProps extends Omit<StaffAddPersonSheetProps, 'open'> {
  readonly id: string;
  readonly sending: ReturnType<typeof useSending>;
}

function AddPersonForm({ id, sending: { failure, send }, onClose, onAdded }: FormProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const [looked, setLooked] = useState(false);
  const wrongName = looked && !isUsername(username.trim()) ? t('staff.setup.username.wrong') : undefined;
  const wrongPassword =
    sayWeakPassword(t, failure) ?? (looked && passwordFaults(password).length > 0 ? t('staff.password.unmet') : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!isUsername(username.trim()) || passwordFaults(password).length > 0) return;
    const done = await send(() => api.call(addStaff, { body: { username: username.trim(), password, role } }));
    if (!done) return;
    show({ tone: 'good', text: t('staff.people.added', { name: username.trim() }) });
    onAdded();
    onClose();
  };
  const taken = isProblem(failure, 'access/username-taken') ? t('problem.access/username-taken', { username: username.trim() }) : undefined;
  return (
    <form id={id} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('staff.people.username')}
        hint={t('staff.people.username.hint')}
        name="new-username"
        autoComplete="off"
        maxLength={40}
        value={username}
        onChange={setUsername}
        error={wrongName ?? taken}
        autoFocus
      />
      <StaffRoleChoice value={role} onChange={setRole} />
      <PasswordField
        label={t('staff.people.password')}
        name="new-password"
        autoComplete="new-password"
        maxLength={128}
        showLabel={t('ui.password.show')}
        hideLabel={t('ui.password.hide')}
        value={password}
        onChange={setPassword}
        error={wrongPassword}
      />
      <StaffPasswordRule password={password} />
      <Refusal text={failure === null || taken !== undefined || wrongPassword !== undefined ? null : sayDoorFailure(t, failure)} />
    </form>
  );
}
