import { type AdminSignIn, adminLogin } from '@tableorder/contract/access';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/door.ts';
import type { Api } from '../../lib/api.ts';
import { ApiProblem, isProblem } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-form.module.css';

const KEPT_STORE = 'tableorder.staff.store';

/** Where storage is forbidden the store is typed each time. */
function keptStore(): string {
  try {
    return localStorage.getItem(KEPT_STORE) ?? '';
  } catch (error) {
    if (error instanceof DOMException) return '';
    throw error;
  }
}
function keepStore(code: string): void {
  try {
    localStorage.setItem(KEPT_STORE, code);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export interface StaffSignInFormProps {
  readonly api: Api;
  /** Known already, from the set-up just done. */
  readonly start: { readonly store: string; readonly username: string } | null;
  /** This screen's key, when people change at it by PIN. */
  readonly screenKey?: string | undefined;
  readonly onSignedIn: (signIn: AdminSignIn) => void;
}

export function StaffSignInForm({ api, start, screenKey, onSignedIn }: StaffSignInFormProps) {
  const { t } = useT();
  const [store, setStore] = useState(() => start?.store ?? keptStore());
  const [username, setUsername] = useState(start?.username ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  /** The password was right; now the code of the second factor is asked for. */
  const [asksCode, setAsksCode] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const blocked = useBlocked(failure);
  const missing = (value: string) => (failure === 'empty' && value.trim() === '' ? t('ui.field.required') : undefined);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || blocked) return;
    if (!store.trim() || !username.trim() || !password || (asksCode && !code.trim())) return setFailure('empty');
    setBusy(true);
    try {
      const { body } = await api.call(adminLogin, {
        body: {
          store: store.trim().toLowerCase(),
          username: username.trim(),
          password,
          ...(asksCode ? { code: code.trim() } : {}),
          screen: screenKey === undefined ? {} : { key: screenKey },
        },
      });
      keepStore(body.store.code);
      onSignedIn(body);
    } catch (refused) {
      setBusy(false);
      if (isProblem(refused, 'access/second-factor-required')) {
        setAsksCode(true);
        setCode('');
        return setFailure(refused.params.wrong ? 'wrong-code' : null);
      }
      setFailure(refused);
      passwordField.current?.select();
    }
  };

  if (asksCode) {
    return (
      <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        <TextField
          label={t('staff.sign-in.code')}
          hint={t('staff.sign-in.code.hint')}
          name="code"
          autoComplete="one-time-code"
          maxLength={24}
          value={code}
          onChange={setCode}
          error={failure === 'wrong-code' ? t('staff.sign-in.code.wrong') : missing(code)}
          autoFocus
        />
        <Refusal text={typeof failure === 'string' || failure === null ? null : sayDoorFailure(t, failure)} />
        <Button type="submit" kind="primary" size="large" wide busy={busy} disabled={blocked}>
          {t('staff.sign-in.go')}
        </Button>
        <Button kind="quiet" wide onPress={() => setAsksCode(false)}>
          {t('staff.sign-in.back')}
        </Button>
      </form>
    );
  }
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <TextField
        label={t('staff.sign-in.store')}
        name="store"
        autoComplete="organization"
        inputMode="url"
        maxLength={100}
        value={store}
        onChange={setStore}
        error={missing(store)}
        autoFocus={store === ''}
      />
      <TextField
        label={t('staff.sign-in.username')}
        name="username"
        autoComplete="username"
        maxLength={100}
        value={username}
        onChange={setUsername}
        error={missing(username)}
        autoFocus={store !== '' && username === ''}
      />
      <PasswordField
        ref={passwordField}
        label={t('staff.sign-in.password')}
        name="password"
        autoComplete="current-password"
        maxLength={128}
        showLabel={t('ui.password.show')}
        hideLabel={t('ui.password.hide')}
        value={password}
        onChange={setPassword}
        error={missing(password)}
      />
      <Refusal text={typeof failure === 'string' || failure === null ? null : sayDoorFailure(t, failure)} />
      <Button type="submit" kind="primary" size="large" wide busy={busy} disabled={blocked}>
        {t('staff.sign-in.go')}
      </Button>
    </form>
  );
}

/** True until the wait that the server asked for is over: trying earlier only makes it longer. */
function useBlocked(failure: unknown): boolean {
  const waitMs = failure instanceof ApiProblem && failure.status === 429 ? (failure.retryAfterS ?? 60) * 1_000 : 0;
  const [over, setOver] = useState<unknown>(null);
  useEffect(() => {
    if (waitMs === 0) return;
    const timer = setTimeout(() => setOver(failure), waitMs);
    return () => clearTimeout(timer);
  }, [failure, waitMs]);
  return waitMs > 0 && over !== failure;
}
