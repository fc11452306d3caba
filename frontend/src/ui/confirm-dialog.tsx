import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-dialog.module.css';
import { useModal } from './use-modal.ts';

export interface ConfirmDialogProps {
  readonly open: boolean;
  /** The question, such as "주문 017을 취소할까요?". */
  readonly title: string;
  /** What will happen, such as "14,000원이 빠져요.". */
  readonly children?: ReactNode;
  /** The verb, never "OK". */
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly danger?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** The way back has the focus, and stands apart from the act. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirmLabel, cancelLabel, danger = false, busy = false, disabled, onConfirm, onCancel } = props;
  const dialog = useModal({ open, locked: busy, onClose: onCancel });
  const id = useId();
  return (
    <dialog ref={dialog} className={styles.dialog} role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`}>
      {open && (
        <div className={styles.panel}>
          <h2 id={`${id}-title`} className={styles.title}>
            {title}
          </h2>
          <div id={`${id}-text`} className={styles.text}>
            {children}
          </div>
          <div className={styles.acts}>
            <Button autoFocus onPress={onCancel} disabled={busy}>
              {cancelLabel}
            </Button>
            <Button kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled} onPress={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </div>
      )}
    </dialog>
  );
}
