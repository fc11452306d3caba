import { type AdminSignIn, adminLogin } from '@tableorder/contract/access';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import type { Api } from '../../lib/api.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
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
  readonly onSignedIn: (signIn: AdminSignIn) => void;
}

export function StaffSignInForm({ api, start, onSignedIn }: StaffSignInFormProps) {
  const { t } = useT();
  const [store, setStore] = useState(() => start?.store ?? keptStore());
  const [username, setUsername] = useState(start?.username ?? '');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const blocked = useBlocked(failure);
  const missing = (value: string) => (failure === 'empty' && value.trim() === '' ? t('ui.field.required') : undefined);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || blocked) return;
    if (!store.trim() || !username.trim() || !password) return setFailure('empty');
    setBusy(true);
    try {
      const { body } = await api.call(adminLogin, { body: { store: store.trim().toLowerCase(), username: username.trim(), password } });
      keepStore(body.store.code);
      onSignedIn(body);
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
      passwordField.current?.select();
    }
  };

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
      <Refusal text={failure === null || failure === 'empty' ? null : sayDoorFailure(t, failure)} />
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
