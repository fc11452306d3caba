import { changeMyPassword } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
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
import { StaffPasswordRule, sayWeakPassword } from './staff-password-rule.tsx';
import styles from './staff-people.module.css';
import { useSending } from './staff-sending.ts';

interface OwnPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly looked: boolean;
  readonly failure: unknown;
}

/** The password once more, before what only its person may do. */
export function StaffOwnPasswordField({ value, onChange, looked, failure }: OwnPasswordFieldProps) {
  const { t } = useT();
  const wrong = isProblem(failure, 'access/wrong-password') ? t('problem.access/wrong-password') : undefined;
  return (
    <PasswordField
      label={t('staff.me.password.current')}
      name="password"
      autoComplete="current-password"
      maxLength={128}
      showLabel={t('ui.password.show')}
      hideLabel={t('ui.password.hide')}
      value={value}
      onChange={onChange}
      error={looked && value === '' ? t('ui.field.required') : wrong}
    />
  );
}

export function StaffOwnPassword({ onChanged }: { readonly onChanged: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [looked, setLooked] = useState(false);
  const { busy, failure, send, forget } = useSending();
  const weak = sayWeakPassword(t, failure) ?? (looked && passwordFaults(next).length > 0 ? t('staff.password.unmet') : undefined);
  const close = () => {
    setOpen(false);
    setCurrent('');
    setNext('');
    setLooked(false);
    forget();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (current === '' || passwordFaults(next).length > 0) return;
    if (!(await send(() => api.call(changeMyPassword, { body: { current, next } })))) return;
    show({ tone: 'good', text: t('staff.me.password.changed') });
    close();
    onChanged();
  };
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {t('staff.people.password')}
        </h2>
        <p className={styles.text}>{t('staff.me.password.text')}</p>
      </div>
      {open ? (
        <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
          <StaffOwnPasswordField value={current} onChange={setCurrent} looked={looked} failure={failure} />
          <PasswordField
            label={t('staff.people.password.new')}
            name="new-password"
            autoComplete="new-password"
            maxLength={128}
            showLabel={t('ui.password.show')}
            hideLabel={t('ui.password.hide')}
            value={next}
            onChange={setNext}
            error={weak}
          />
          <StaffPasswordRule password={next} />
          <Refusal
            text={failure === null || isProblem(failure, 'access/wrong-password') || weak !== undefined ? null : sayDoorFailure(t, failure)}
          />
          <div className={styles.acts}>
            <Button type="submit" kind="primary" busy={busy}>
              {t('staff.me.password')}
            </Button>
            <Button kind="quiet" onPress={close}>
              {t('ui.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.acts}>
          <Button onPress={() => setOpen(true)}>{t('staff.me.password')}</Button>
        </div>
      )}
    </section>
  );
}
