import { type ReactNode, useState } from 'react';
import styles from './asked-act.module.css';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface AskedActProps {
  readonly icon: ReactNode;
  readonly label: string;
  /** Asked before it is done, and what will happen then. */
  readonly question: string;
  readonly consequence: string;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  /** Does it; says by itself what was refused. */
  readonly act: () => Promise<void>;
  /** Under the button, such as a refusal. */
  readonly children?: ReactNode;
}

/** An act that cannot be taken back: apart from the others, and done only after a question. */
export function AskedAct({ icon, label, question, consequence, confirmLabel, cancelLabel, act, children }: AskedActProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await act();
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
