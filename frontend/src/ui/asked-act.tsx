import { type ReactNode, useState } from 'react';
import styles from './asked-act.module.css';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Refusal } from './refusal.tsx';

export interface AskedActProps {
  readonly icon: ReactNode;
  readonly label: string;
  /** Asked before it is done, and what will happen then. */
  readonly question: string;
  readonly consequence: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  /** Does it; without `sayRefusal` it says by itself what was refused, and does not reject. */
  readonly act: () => Promise<void>;
  /** The words for what `act` was refused with: they stand under the button. */
  readonly sayRefusal?: (refused: unknown) => string;
  /** Under the button, such as a refusal that the act says by itself. */
  readonly children?: ReactNode;
}

/** An act that cannot be taken back: apart from the others, and done only after a question. */
export function AskedAct({ icon, label, question, consequence, confirmLabel, cancelLabel, act, sayRefusal, children }: AskedActProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      await act();
    } catch (refused) {
      if (!sayRefusal) throw refused;
      setRefusal(sayRefusal(refused));
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <div className={styles.apart}>
      <Button icon={icon} onPress={() => setAsking(true)}>
        {label}
      </Button>
      {children}
      {sayRefusal && <Refusal text={refusal} />}
      <ConfirmDialog
        open={asking}
        danger
        busy={busy}
        title={question}
        confirmLabel={confirmLabel}
        cancelLabel={cancelLabel}
        onConfirm={() => void confirm()}
        onCancel={() => setAsking(false)}
      >
        {consequence}
      </ConfirmDialog>
    </div>
  );
}
