import { type AdminSignIn, adminLogin } from '@tableorder/contract/access';
import { setUp } from '@tableorder/contract/stores';
import { type FormEvent, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import type { Api } from '../../lib/api.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-form.module.css';
import { emptySetUp, faultsIn, faultsOf, type SetUpDraft, type SetUpFaults } from './staff-set-up-draft.ts';
import { StaffOwnerFields, StaffShopFields } from './staff-set-up-fields.tsx';

export interface StaffSetUpFormProps {
  readonly api: Api;
  /** The shop stands, but signing in did not follow at once. */
  readonly onDone: (made: { store: string; username: string }) => void;
  readonly onSignedIn: (signIn: AdminSignIn) => void;
}

export function StaffSetUpForm({ api, onDone, onSignedIn }: StaffSetUpFormProps) {
  const { t, locale } = useT();
  const [draft, setDraft] = useState<SetUpDraft>(emptySetUp);
  const [faults, setFaults] = useState<SetUpFaults>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const set = <K extends keyof SetUpDraft>(field: K, value: SetUpDraft[K]) => {
    setDraft((now) => ({ ...now, [field]: value }));
    setFaults(({ [field]: _, ...rest }) => rest as SetUpFaults);
  };
  const errorAt = (field: keyof SetUpDraft) => {
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
      <StaffShopFields draft={draft} onChange={set} errorAt={errorAt} />
      <StaffOwnerFields draft={draft} onChange={set} errorAt={errorAt} />
      <Refusal text={failure === null ? null : sayDoorFailure(t, failure)} />
      <Button type="submit" kind="primary" size="large" wide busy={busy}>
        {t('staff.setup.go')}
      </Button>
    </form>
  );
}
