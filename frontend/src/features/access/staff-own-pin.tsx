import { isWeakPin } from '@tableorder/contract/access.rules';
import { removeMyPin, setMyPin } from '@tableorder/contract/people';
import { type FormEvent, useId, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import form from './staff-form.module.css';
import { StaffOwnPasswordField } from './staff-own-password.tsx';
import styles from './staff-people.module.css';
import { useSending } from './staff-sending.ts';

export function StaffOwnPin({ hasPin, onChanged }: { readonly hasPin: boolean; readonly onChanged: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { busy, failure, send } = useSending();
  const remove = async () => {
    if (!(await send(() => api.call(removeMyPin)))) return;
    show({ tone: 'good', text: t('staff.me.pin.removed') });
    onChanged();
  };
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {t('staff.me.pin')}
        </h2>
        <p className={styles.text}>{t('staff.me.pin.text')}</p>
      </div>
      <p className={styles.state}>{t(hasPin ? 'staff.me.pin.on' : 'staff.me.pin.off')}</p>
      {open ? (
        <PinForm
          onCancel={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChanged();
          }}
        />
      ) : (
        <div className={styles.acts}>
          <Button kind={hasPin ? 'secondary' : 'primary'} onPress={() => setOpen(true)}>
            {t(hasPin ? 'staff.me.pin.change' : 'staff.me.pin.set')}
          </Button>
          {hasPin && (
            <Button kind="quiet" busy={busy} onPress={() => void remove()}>
              {t('staff.me.pin.remove')}
            </Button>
          )}
        </div>
      )}
      <Refusal text={failure === null ? null : sayDoorFailure(t, failure)} />
    </section>
  );
}

function PinForm({ onCancel, onDone }: { readonly onCancel: () => void; readonly onDone: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [looked, setLooked] = useState(false);
  const { busy, failure, send } = useSending();
  const isShaped = /^\d{4,8}$/.test(pin);
  const weak = isProblem(failure, 'access/weak-pin') || (isShaped && isWeakPin(pin));
  const fault = !isShaped ? t('staff.me.pin.wrong') : weak ? t('problem.access/weak-pin') : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (fault !== undefined || password === '') return;
    if (!(await send(() => api.call(setMyPin, { body: { password, pin } })))) return;
    show({ tone: 'good', text: t('staff.me.pin.saved') });
    onDone();
  };
  return (
    <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
      <PasswordField
        label={t('staff.me.pin.new')}
        hint={t('staff.me.pin.hint')}
        name="new-pin"
        autoComplete="new-password"
        maxLength={8}
        showLabel={t('ui.password.show')}
        hideLabel={t('ui.password.hide')}
        value={pin}
        onChange={(text) => setPin(text.replaceAll(/\D/g, ''))}
        error={looked ? fault : undefined}
      />
      <StaffOwnPasswordField value={password} onChange={setPassword} looked={looked} failure={failure} />
      <Refusal text={failure === null || isProblem(failure, 'access/wrong-password') || weak ? null : sayDoorFailure(t, failure)} />
      <div className={styles.acts}>
        <Button type="submit" kind="primary" busy={busy}>
          {t('ui.save')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}
