import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from '@tableorder/contract/people';
import type { Instant } from '@tableorder/contract/time';
import { type FormEvent, useId, useState } from 'react';
import { formatDay } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import form from './staff-form.module.css';
import { StaffOwnPasswordField } from './staff-own-password.tsx';
import styles from './staff-people.module.css';
import { useSending } from './staff-sending.ts';

interface SecondFactorProps {
  readonly since: Instant | null;
  readonly left: number;
  readonly onChanged: () => void;
}
interface Secret {
  readonly secret: string;
  readonly qrSvg: string;
}
/** The set-up goes password → picture and code → recovery codes. */
type Step =
  | { readonly kind: 'closed' | 'password' | 'end' }
  | ({ readonly kind: 'scan' } & Secret)
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

export function StaffSecondFactor({ since, left, onChanged }: SecondFactorProps) {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const id = useId();
  const [step, setStep] = useState<Step>({ kind: 'closed' });
  const close = () => setStep({ kind: 'closed' });
  if (since === null && !may(startSecondFactor)) return null;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {t('staff.me.factor')}
        </h2>
        <p className={styles.text}>{t('staff.me.factor.text')}</p>
      </div>
      <p className={styles.state}>
        {since === null ? t('staff.me.factor.off') : t('staff.me.factor.on', { when: formatDay(since, locale, store.timeZone), left })}
      </p>
      {step.kind === 'closed' && (
        <div className={styles.acts}>
          {since === null ? (
            <Button onPress={() => setStep({ kind: 'password' })}>{t('staff.me.factor.start')}</Button>
          ) : (
            <Button onPress={() => setStep({ kind: 'end' })}>{t('staff.me.factor.end')}</Button>
          )}
        </div>
      )}
      {step.kind === 'password' && <PasswordStep onCancel={close} onSecret={(secret) => setStep({ kind: 'scan', ...secret })} />}
      {step.kind === 'scan' && <ScanStep secret={step} onCancel={close} onCodes={(codes) => setStep({ kind: 'codes', codes })} />}
      {step.kind === 'codes' && (
        <RecoveryCodes
          codes={step.codes}
          onDone={() => {
            close();
            onChanged();
          }}
        />
      )}
      {step.kind === 'end' && (
        <EndStep
          onCancel={close}
          onDone={() => {
            close();
            onChanged();
          }}
        />
      )}
    </section>
  );
}

function PasswordStep({ onCancel, onSecret }: { readonly onCancel: () => void; readonly onSecret: (secret: Secret) => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [password, setPassword] = useState('');
  const [looked, setLooked] = useState(false);
  const { busy, failure, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (password !== '') await send(async () => onSecret((await api.call(startSecondFactor, { body: { password } })).body));
  };
  return (
    <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
      <StaffOwnPasswordField value={password} onChange={setPassword} looked={looked} failure={failure} />
      <Refusal text={failure === null || isProblem(failure, 'access/wrong-password') ? null : sayDoorFailure(t, failure)} />
      <Acts label={t('staff.me.factor.next')} busy={busy} onCancel={onCancel} />
    </form>
  );
}

interface ScanStepProps {
  readonly secret: Secret;
  readonly onCancel: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

function ScanStep({ secret: { secret, qrSvg }, onCancel, onCodes }: ScanStepProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [code, setCode] = useState('');
  const { busy, failure, send } = useSending();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim().length < 6) return;
    await send(async () => onCodes((await api.call(confirmSecondFactor, { body: { code: code.trim() } })).body.recoveryCodes));
  };
  return (
    <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{t('staff.me.factor.scan')}</p>
      <img className={styles.qr} src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`} alt={t('staff.me.factor.qr')} />
      <div>
        <p className={styles.text}>{t('staff.me.factor.secret')}</p>
        <p className={styles.secret}>{(secret.match(/.{1,4}/g) ?? []).join(' ')}</p>
      </div>
      <CodeField label={t('staff.me.factor.code')} value={code} onChange={setCode} failure={failure} />
      <Refusal text={failure === null || isProblem(failure, 'access/wrong-second-factor') ? null : sayDoorFailure(t, failure)} />
      <Acts label={t('staff.me.factor.confirm')} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useT();
  return (
    <div className={form.form}>
      <div>
        <h3 className={styles.heading}>{t('staff.me.factor.codes')}</h3>
        <p>{t('staff.me.factor.codes.text')}</p>
      </div>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Button kind="primary" autoFocus onPress={onDone}>
          {t('staff.me.factor.codes.done')}
        </Button>
      </div>
    </div>
  );
}

function EndStep({ onCancel, onDone }: { readonly onCancel: () => void; readonly onDone: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [looked, setLooked] = useState(false);
  const { busy, failure, send } = useSending();
  const isAtField = isProblem(failure, 'access/wrong-password') || isProblem(failure, 'access/wrong-second-factor');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (password === '' || code.trim().length < 6) return;
    if (!(await send(() => api.call(removeSecondFactor, { body: { password, code: code.trim() } })))) return;
    show({ tone: 'good', text: t('staff.me.factor.ended') });
    onDone();
  };
  return (
    <form className={form.form} onSubmit={(event) => void submit(event)} noValidate>
      <p>{t('staff.me.factor.end.text')}</p>
      <StaffOwnPasswordField value={password} onChange={setPassword} looked={looked} failure={failure} />
      <CodeField label={t('staff.me.factor.code.any')} value={code} onChange={setCode} failure={failure} />
      <Refusal text={failure === null || isAtField ? null : sayDoorFailure(t, failure)} />
      <Acts label={t('staff.me.factor.end')} busy={busy} onCancel={onCancel} />
    </form>
  );
}

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly failure: unknown;
}

function CodeField({ label, value, onChange, failure }: CodeFieldProps) {
  const { t } = useT();
  const wrong = isProblem(failure, 'access/wrong-second-factor') ? t('problem.access/wrong-second-factor') : undefined;
  return (
    <TextField label={label} name="code" autoComplete="one-time-code" maxLength={24} value={value} onChange={onChange} error={wrong} />
  );
}

function Acts({ label, busy, onCancel }: { readonly label: string; readonly busy: boolean; readonly onCancel: () => void }) {
  const { t } = useT();
  return (
    <div className={styles.acts}>
      <Button type="submit" kind="primary" busy={busy}>
        {label}
      </Button>
      <Button kind="quiet" onPress={onCancel}>
        {t('ui.cancel')}
      </Button>
    </div>
  );
}
