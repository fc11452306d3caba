import { type AdminSignIn, adminLogin, type PasswordFault } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import { setUp } from '@tableorder/contract/stores';
import { isTimeZone } from '@tableorder/contract/time';
import { type FormEvent, useState } from 'react';
import { type Key, useT } from '../../i18n/staff.ts';
import type { Api } from '../../lib/api.ts';
import { ApiProblem, isProblem } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-form.module.css';
import { StaffPasswordRule } from './staff-password-rule.tsx';

const CURRENCIES = ['KRW', 'USD', 'JPY', 'CNY', 'EUR'] as const;
const CODE = /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/;
const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,38}[A-Za-z0-9]$/;

interface Draft {
  readonly setupToken: string;
  readonly code: string;
  readonly name: string;
  readonly currency: (typeof CURRENCIES)[number];
  readonly timeZone: string;
  readonly username: string;
  readonly password: string;
}
type Faults = Partial<Record<keyof Draft, Key>>;

const POINTERS: Readonly<Record<string, keyof Draft>> = {
  '/setupToken': 'setupToken',
  '/store/code': 'code',
  '/store/name': 'name',
  '/store/currency': 'currency',
  '/store/timeZone': 'timeZone',
  '/owner/username': 'username',
  '/owner/password': 'password',
};

function faultsOf(draft: Draft): Faults {
  return {
    ...(draft.setupToken.trim() === '' ? { setupToken: 'ui.field.required' } : {}),
    ...(draft.name.trim() === '' ? { name: 'ui.field.required' } : {}),
    ...(CODE.test(draft.code) ? {} : { code: 'staff.setup.code.wrong' }),
    ...(isTimeZone(draft.timeZone) ? {} : { timeZone: 'staff.setup.time-zone.wrong' }),
    ...(USERNAME.test(draft.username) ? {} : { username: 'staff.setup.username.wrong' }),
    ...(passwordFaults(draft.password).length === 0 ? {} : { password: 'staff.password.unmet' }),
  };
}

const PASSWORD_WORDS: Partial<Record<PasswordFault, Key>> = { common: 'staff.password.common', context: 'staff.password.context' };

/** What the server refused, at the fields it named. */
function faultsIn(failure: unknown): Faults {
  if (isProblem(failure, 'store/code-taken')) return { code: 'problem.store/code-taken' };
  if (isProblem(failure, 'setup/closed')) return { setupToken: 'problem.setup/closed' };
  if (isProblem(failure, 'access/weak-password')) {
    const known = failure.params.faults.flatMap((fault) => PASSWORD_WORDS[fault] ?? []);
    return { password: known[0] ?? 'staff.password.unmet' };
  }
  if (!(failure instanceof ApiProblem)) return {};
  const faults: Faults = {};
  for (const { pointer } of failure.errors) {
    const field = POINTERS[pointer];
    if (field) faults[field] = 'ui.field.wrong';
  }
  return faults;
}

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface StaffSetUpFormProps {
  readonly api: Api;
  /** The shop stands, but signing in did not follow at once. */
  readonly onDone: (made: { store: string; username: string }) => void;
  readonly onSignedIn: (signIn: AdminSignIn) => void;
}

export function StaffSetUpForm({ api, onDone, onSignedIn }: StaffSetUpFormProps) {
  const { t, locale } = useT();
  const [draft, setDraft] = useState<Draft>({
    setupToken: '',
    code: '',
    name: '',
    currency: 'KRW',
    timeZone: deviceZone(),
    username: '',
    password: '',
  });
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const set = <K extends keyof Draft>(field: K, value: Draft[K]) => {
    setDraft((now) => ({ ...now, [field]: value }));
    setFaults(({ [field]: _, ...rest }) => rest as Faults);
  };
  const errorAt = (field: keyof Draft) => {
    const key = faults[field];
    return key === undefined ? undefined : t(key);
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = faultsOf(draft);
    setFaults(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const { setupToken, code, name, currency, timeZone, username, password } = draft;
    try {
      await api.call(setUp, {
        body: {
          setupToken: setupToken.trim(),
          store: { code, name: name.trim(), currency, timeZone, locale },
          owner: { username, password },
        },
      });
    } catch (refused) {
      setFaults(faultsIn(refused));
      setFailure(refused);
      setBusy(false);
      return;
    }
    await api
      .call(adminLogin, { body: { store: code, username, password } })
      .then(({ body }) => onSignedIn(body))
      // The shop stands; whoever made it can sign in by hand.
      .catch(() => onDone({ store: code, username }));
  };

  return (
    <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <TextField
        label={t('staff.setup.token')}
        hint={t('staff.setup.token.hint')}
        name="setup-token"
        autoComplete="one-time-code"
        maxLength={200}
        value={draft.setupToken}
        onChange={(value) => set('setupToken', value)}
        error={errorAt('setupToken')}
        autoFocus
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('staff.setup.store')}</legend>
        <TextField
          label={t('staff.setup.name')}
          name="organization"
          autoComplete="organization"
          maxLength={100}
          value={draft.name}
          onChange={(value) => set('name', value)}
          error={errorAt('name')}
        />
        <TextField
          label={t('staff.setup.code')}
          hint={t('staff.setup.code.hint')}
          name="store-code"
          autoComplete="off"
          maxLength={32}
          value={draft.code}
          onChange={(value) => set('code', value.toLowerCase())}
          error={errorAt('code')}
        />
        <SelectField
          label={t('staff.setup.currency')}
          value={draft.currency}
          onChange={(value) => set('currency', value)}
          options={CURRENCIES.map((value) => ({ value, label: `${value} · ${currencyName(value, locale)}` }))}
        />
        <TextField
          label={t('staff.setup.time-zone')}
          name="time-zone"
          autoComplete="off"
          maxLength={64}
          value={draft.timeZone}
          onChange={(value) => set('timeZone', value)}
          error={errorAt('timeZone')}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('staff.setup.owner')}</legend>
        <TextField
          label={t('staff.sign-in.username')}
          name="username"
          autoComplete="username"
          maxLength={40}
          value={draft.username}
          onChange={(value) => set('username', value)}
          error={errorAt('username')}
        />
        <PasswordField
          label={t('staff.sign-in.password')}
          name="new-password"
          autoComplete="new-password"
          maxLength={128}
          showLabel={t('ui.password.show')}
          hideLabel={t('ui.password.hide')}
          value={draft.password}
          onChange={(value) => set('password', value)}
          error={errorAt('password')}
        />
        <StaffPasswordRule password={draft.password} />
      </fieldset>
      <Refusal text={failure === null ? null : sayDoorFailure(t, failure)} />
      <Button type="submit" kind="primary" size="large" wide busy={busy}>
        {t('staff.setup.go')}
      </Button>
    </form>
  );
}

const currencyName = (currency: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency;
