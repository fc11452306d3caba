import { type FormEvent, type ReactNode, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, NoAnswer } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './guest-door.module.css';
import { GuestDoor } from './guest-door.tsx';
import type { Signing } from './guest-sign.ts';

export interface GuestPairScreenProps {
  readonly signing: Pick<Signing, 'signIn'>;
  readonly corner: ReactNode;
  readonly onPaired: () => void;
}

const asTableNumber = (typed: string): number | null => (/^[1-9][0-9]{0,3}$/.test(typed.trim()) ? Number(typed.trim()) : null);

/** Staff tie this tablet to a table, once. */
export function GuestPairScreen({ signing, corner, onPaired }: GuestPairScreenProps) {
  const { t } = useT();
  const [store, setStore] = useState('');
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const tableNumber = asTableNumber(number);
  const missing = (given: boolean) => (tried && !given ? t('ui.field.required') : undefined);

  const pair = async () => {
    setTried(true);
    if (store.trim() === '' || tableNumber === null || code.trim() === '' || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await signing.signIn({ store: store.trim().toLowerCase(), tableNumber, code: code.trim().toUpperCase() });
      onPaired();
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      setProblem(error instanceof NoAnswer ? t('ui.no-answer') : sayProblem(t, error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void pair();
  };

  return (
    <GuestDoor
      corner={corner}
      title={t('guest.pair.title')}
      text={t('guest.pair.text')}
      problem={problem}
      action={
        <Button kind="primary" size="large" wide type="submit" form="pair" busy={busy}>
          {t('guest.pair.act')}
        </Button>
      }
    >
      <form id="pair" className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={t('guest.pair.store')}
          value={store}
          onChange={setStore}
          error={missing(store.trim() !== '')}
          autoComplete="off"
          enterKeyHint="next"
          maxLength={100}
        />
        <TextField
          label={t('guest.pair.number')}
          value={number}
          onChange={setNumber}
          error={tried && tableNumber === null ? t('ui.field.wrong') : undefined}
          inputMode="numeric"
          enterKeyHint="next"
          maxLength={4}
        />
        <TextField
          label={t('guest.pair.code')}
          hint={t('guest.pair.hint')}
          value={code}
          onChange={(typed) => setCode(typed.toUpperCase())}
          error={missing(code.trim() !== '')}
          autoComplete="off"
          enterKeyHint="go"
          maxLength={10}
        />
      </form>
    </GuestDoor>
  );
}
