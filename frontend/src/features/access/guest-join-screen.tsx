import ScanLine from 'lucide-react/icons/scan-line';
import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, isProblem, NoAnswer } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { GuestDoor, PlateNumber } from './guest-door.tsx';
import type { Signing } from './guest-sign.ts';

export interface GuestJoinScreenProps {
  readonly signing: Pick<Signing, 'signIn'>;
  readonly store: string;
  readonly tableNumber: number;
  /** Null when the address had none: an old link, or a page that was opened again. */
  readonly secret: string | null;
  readonly corner: ReactNode;
  readonly onJoined: () => void;
}

/** A scan alone opens no session: it starts with the guest's tap. */
export function GuestJoinScreen({ signing, store, tableNumber, secret, corner, onJoined }: GuestJoinScreenProps) {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [dead, setDead] = useState(secret === null);

  const join = async (code: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signing.signIn({ store, tableNumber, code });
      onJoined();
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      if (isProblem(error, 'access/wrong-code')) setDead(true);
      else setProblem(error instanceof NoAnswer ? t('ui.no-answer') : sayProblem(t, error));
    } finally {
      setBusy(false);
    }
  };

  if (dead || secret === null) {
    return <GuestDoor corner={corner} plate={<ScanLine />} title={t('guest.join.dead.title')} text={t('guest.join.dead.text')} />;
  }
  return (
    <GuestDoor
      corner={corner}
      plate={<PlateNumber number={String(tableNumber)} unit={t('guest.table-word')} />}
      title={t('guest.join.title', { number: String(tableNumber) })}
      text={t('guest.join.text')}
      problem={problem}
      action={
        <Button kind="primary" size="large" wide busy={busy} onPress={() => void join(secret)}>
          {t('guest.join.start')}
        </Button>
      }
    />
  );
}
