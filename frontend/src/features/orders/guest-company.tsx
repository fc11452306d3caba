import { MAX_NICKNAME } from '@tableorder/contract/carts';
import Pencil from 'lucide-react/icons/pencil';
import Users from 'lucide-react/icons/users';
import { type FormEvent, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, NoAnswer } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './guest-company.module.css';
import { type Company, nameOf } from './guest-names.ts';

export interface GuestCompanyProps extends Company {
  readonly onRename: (nickname: string | null) => Promise<void>;
}

/** Who shares this cart, and what the others call this phone. Nothing while nobody else is there. */
export function GuestCompany({ guests, me, onRename }: GuestCompanyProps) {
  const { t } = useT();
  const [naming, setNaming] = useState(false);
  const mine = guests.find(({ id }) => id === me);
  if (guests.length < 2 || !mine) return null;
  const others = guests.filter(({ id }) => id !== me);
  return (
    <div className={styles.company}>
      <p className={styles.people}>
        <Users aria-hidden="true" />
        <span>
          <span className={styles.word}>{t('guest.company.title')}</span> {others.map((guest) => nameOf(guest, t)).join(', ')}
        </span>
      </p>
      {naming ? (
        <NameForm present={mine.nickname ?? ''} onRename={onRename} onDone={() => setNaming(false)} />
      ) : (
        <button type="button" className={styles.mine} onClick={() => setNaming(true)}>
          {t('guest.company.mine', { name: nameOf(mine, t) })}
          <Pencil aria-hidden="true" />
          <span className="seen-by-readers-only">{t('guest.company.rename')}</span>
        </button>
      )}
    </div>
  );
}

interface NameFormProps {
  readonly present: string;
  readonly onRename: (nickname: string | null) => Promise<void>;
  readonly onDone: () => void;
}

function NameForm({ present, onRename, onDone }: NameFormProps) {
  const { t } = useT();
  const toasts = useToasts();
  const [name, setName] = useState(present);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await onRename(name.trim() || null);
      onDone();
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      toasts.show({ text: error instanceof NoAnswer ? t('ui.no-answer') : sayProblem(t, error), tone: 'problem', key: 'name' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <TextField
        label={t('guest.company.name')}
        hint={t('guest.company.hint')}
        value={name}
        maxLength={MAX_NICKNAME}
        autoComplete="off"
        enterKeyHint="done"
        autoFocus
        onChange={setName}
      />
      <div className={styles.acts}>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {t('ui.save')}
        </Button>
      </div>
    </form>
  );
}
