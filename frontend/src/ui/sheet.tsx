import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './sheet.module.css';
import { useModal } from './use-modal.ts';

/** As long as `--calm`: what is in a leaving sheet stays until it has left. */
const LEAVING_MS = 250;

export interface SheetProps {
  readonly open: boolean;
  /** Esc, the backdrop, the cross. The sheet closes when `open` becomes false. */
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Where it stands from 720 px up; below that it always rises from the bottom. */
  readonly place?: 'centre' | 'side' | undefined;
  /** On top, edge to edge, such as a picture; the cross then floats over it. */
  readonly media?: ReactNode;
  /** Stays in sight at the bottom, such as the button with the price. */
  readonly footer?: ReactNode;
  /** While something is being sent: neither Esc nor the backdrop close it. */
  readonly locked?: boolean | undefined;
  /** Under the title, in small. */
  readonly note?: ReactNode;
}

/** Gives what was last shown until the sheet has gone, then nothing, so that the next opening starts afresh. */
function useLeaving(open: boolean, content: ReactNode): ReactNode {
  const shown = useRef(content);
  const [gone, setGone] = useState(!open);
  if (open) shown.current = content;
  useEffect(() => {
    if (open) {
      setGone(false);
      return;
    }
    const leaving = setTimeout(() => setGone(true), LEAVING_MS);
    return () => clearTimeout(leaving);
  }, [open]);
  if (open) return content;
  return gone ? null : shown.current;
}

export function Sheet({ open, onClose, title, closeLabel, children, place = 'centre', media, footer, locked = false, note }: SheetProps) {
  const dialog = useModal({ open, locked, onClose });
  const titleId = useId();
  const content = useLeaving(
    open,
    <div className={classNames(styles.panel, media !== undefined && styles.pictured)}>
      <div className={styles.body}>
        {media !== undefined && <div className={styles.media}>{media}</div>}
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </header>
        <div className={styles.content}>{children}</div>
      </div>
      <div className={styles.close}>
        <IconButton
          label={closeLabel}
          icon={<X aria-hidden="true" />}
          kind={media === undefined ? 'plain' : 'over-picture'}
          disabled={locked}
          onPress={onClose}
        />
      </div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </div>,
  );
  return (
    <dialog ref={dialog} className={classNames(styles.sheet, styles[place])} aria-labelledby={titleId}>
      {content}
    </dialog>
  );
}
