import { changeStaff, removeStaff, type StaffMember } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import type { Role } from '@tableorder/contract/endpoint';
import { signStaffOut } from '@tableorder/contract/people';
import LogOut from 'lucide-react/icons/log-out';
import UserMinus from 'lucide-react/icons/user-minus';
import { type FormEvent, useId, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-form.module.css';
import { StaffPasswordRule, sayWeakPassword } from './staff-password-rule.tsx';
import { StaffRoleChoice } from './staff-role-choice.tsx';
import { useSending } from './staff-sending.ts';

export interface StaffPersonSheetProps {
  readonly person: StaffMember | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One person: role and password, and at the end what ends something. */
export function StaffPersonSheet({ person, onClose, onChanged }: StaffPersonSheetProps) {
  const { t } = useT();
  const form = useId();
  const sending = useSending();
  return (
    <Sheet
      open={person !== null}
      onClose={onClose}
      locked={sending.busy}
      place="side"
      title={person?.username ?? ''}
      closeLabel={t('ui.close')}
      footer={
        <Button type="submit" form={form} kind="primary" size="large" wide busy={sending.busy}>
          {t('ui.save')}
        </Button>
      }
    >
      {person && <PersonForm key={person.id} id={form} person={person} sending={sending} onClose={onClose} onChanged={onChanged} />}
    </Sheet>
  );
}

interface FormProps {
  readonly id: string;
  readonly person: StaffMember;
  readonly sending: ReturnType<typeof useSending>;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function PersonForm({ id, person, sending: { failure, send }, onClose, onChanged }: FormProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const name = person.username;
  const params = { staffId: person.id };
  const [role, setRole] = useState<Role>(person.role);
  const [password, setPassword] = useState('');
  const [looked, setLooked] = useState(false);
  const isChanged = role !== person.role || password !== '';
  const wrongPassword =
    sayWeakPassword(t, failure) ??
    (looked && password !== '' && passwordFaults(password).length > 0 ? t('staff.password.unmet') : undefined);
  const finish = (text: string) => {
    show({ tone: 'good', text });
    onChanged();
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (!isChanged) return show({ text: t('staff.people.nothing') });
    if (password !== '' && passwordFaults(password).length > 0) return;
    const body = { ...(role === person.role ? {} : { role }), ...(password === '' ? {} : { password }) };
    if (await send(() => api.call(changeStaff, { params, body }))) finish(t('staff.people.changed', { name }));
  };
  const act = async (work: () => Promise<unknown>, said: string) => {
    if (await send(work)) finish(said);
  };
  return (
    <form id={id} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <StaffRoleChoice value={role} onChange={setRole} />
      <PasswordField
        label={t('staff.people.password.new')}
        hint={t('staff.people.password.new.hint')}
        aside={t('ui.optional')}
        name="new-password"
        autoComplete="new-password"
        maxLength={128}
        showLabel={t('ui.password.show')}
        hideLabel={t('ui.password.hide')}
        value={password}
        onChange={setPassword}
        error={wrongPassword}
      />
      {password !== '' && <StaffPasswordRule password={password} />}
      {isChanged && <p className={styles.effect}>{t('staff.people.effect', { name })}</p>}
      <Refusal text={failure === null || wrongPassword !== undefined ? null : sayDoorFailure(t, failure)} />
      <AskedAct
        icon={<LogOut aria-hidden="true" />}
        label={t('staff.people.sign-out')}
        question={t('staff.people.sign-out.ask', { name })}
        consequence={t('staff.people.sign-out.effect', { name })}
        confirmLabel={t('staff.people.sign-out')}
        cancelLabel={t('ui.cancel')}
        act={() => act(() => api.call(signStaffOut, { params }), t('staff.people.sign-out.done', { name }))}
      />
      <AskedAct
        icon={<UserMinus aria-hidden="true" />}
        label={t('staff.people.remove')}
        question={t('staff.people.remove.ask', { name })}
        consequence={t('staff.people.remove.effect', { name })}
        confirmLabel={t('staff.people.remove')}
        cancelLabel={t('ui.cancel')}
        act={() => act(() => api.call(removeStaff, { params }), t('staff.people.removed', { name }))}
      />
    </form>
  );
}
