import type { AdminSignIn } from '@tableorder/contract/access';
import { type SeatedPerson, switchPerson } from '@tableorder/contract/people';
import Delete from 'lucide-react/icons/delete';
import KeyRound from 'lucide-react/icons/key-round';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/door.ts';
import type { Api } from '../../lib/api.ts';
import { ApiProblem, isProblem } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { sayDoorFailure } from './staff-failure-words.ts';
import styles from './staff-lock-screen.module.css';
import { useSending } from './staff-sending.ts';

export interface StaffLockScreenProps {
  readonly api: Api;
  readonly screenKey: string;
  readonly people: readonly SeatedPerson[];
  readonly onSignedIn: (signIn: AdminSignIn) => void;
  /** This person's password is needed; null for somebody who is not in the list. */
  readonly onPassword: (username: string | null) => void;
}

/** Who works here: a name and a PIN, each one tap. */
export function StaffLockScreen({ api, screenKey, people, onSignedIn, onPassword }: StaffLockScreenProps) {
  const { t } = useT();
  const [chosen, setChosen] = useState<SeatedPerson | null>(null);
  if (chosen) {
    return (
      <PinPad
        key={chosen.id}
        api={api}
        screenKey={screenKey}
        person={chosen}
        onSignedIn={onSignedIn}
        onPassword={() => onPassword(chosen.username)}
        onBack={() => setChosen(null)}
      />
    );
  }
  return (
    <div className={styles.people}>
      <ul className={styles.list} aria-label={t('staff.lock.people')}>
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={styles.person}
              onClick={() => (person.byPin ? setChosen(person) : onPassword(person.username))}
            >
              <span className={styles.initial} aria-hidden="true">
                {[...person.username][0]?.toUpperCase()}
              </span>
              <span className={styles.name}>{person.username}</span>
              <span className={styles.facts}>
                {t(`staff.role.${person.role}`)} · {t(person.byPin ? 'staff.lock.by-pin' : 'staff.lock.by-password')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" icon={<KeyRound aria-hidden="true" />} wide onPress={() => onPassword(null)}>
        {t('staff.lock.other')}
      </Button>
    </div>
  );
}

interface PinPadProps {
  readonly api: Api;
  readonly screenKey: string;
  readonly person: SeatedPerson;
  readonly onSignedIn: (signIn: AdminSignIn) => void;
  readonly onPassword: () => void;
  readonly onBack: () => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const MOST_DIGITS = 8;

function PinPad({ api, screenKey, person, onSignedIn, onPassword, onBack }: PinPadProps) {
  const { t } = useT();
  const [pin, setPin] = useState('');
  const { busy, failure, send } = useSending();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const put = (text: string) => setPin(text.replaceAll(/\D/g, '').slice(0, MOST_DIGITS));
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (pin.length < 4) return;
    const done = await send(async () => onSignedIn((await api.call(switchPerson, { body: { screenKey, staffId: person.id, pin } })).body));
    if (done) return;
    setPin('');
    field.current?.focus();
  };
  const needsPassword = isProblem(failure, 'access/password-needed') || (failure instanceof ApiProblem && failure.key === 'unauthorized');
  return (
    <form className={styles.pad} onSubmit={(event) => void open(event)} noValidate>
      <label className={styles.pinOf} htmlFor="staff-pin">
        {t('staff.lock.pin-of', { name: person.username })}
      </label>
      <input
        ref={field}
        id="staff-pin"
        className={styles.pin}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={MOST_DIGITS}
        value={pin}
        onChange={(event) => put(event.currentTarget.value)}
      />
      <Refusal text={failure === null ? null : sayDoorFailure(t, failure)} />
      {needsPassword ? (
        <Button kind="primary" size="large" wide onPress={onPassword}>
          {t('staff.lock.use-password')}
        </Button>
      ) : (
        <>
          <fieldset className={styles.keys} aria-label={t('staff.lock.keypad')}>
            {DIGITS.map((digit) => (
              <button key={digit} type="button" className={styles.key} onClick={() => put(pin + digit)}>
                {digit}
              </button>
            ))}
            <IconButton label={t('staff.lock.erase')} icon={<Delete aria-hidden="true" />} onPress={() => setPin(pin.slice(0, -1))} />
            <button type="button" className={styles.key} onClick={() => put(`${pin}0`)}>
              0
            </button>
          </fieldset>
          <Button type="submit" kind="primary" size="large" wide busy={busy} disabled={pin.length < 4}>
            {t('staff.lock.open')}
          </Button>
        </>
      )}
      <div className={styles.ways}>
        <Button kind="quiet" onPress={onBack}>
          {t('ui.back')}
        </Button>
        {!needsPassword && (
          <Button kind="quiet" onPress={onPassword}>
            {t('staff.lock.use-password')}
          </Button>
        )}
      </div>
    </form>
  );
}
