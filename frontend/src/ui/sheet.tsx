import X from 'lucide-react/icons/x';
import { type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './sheet.module.css';
import { SheetCorner } from './sheet-corner.ts';
import { useModal } from './use-modal.ts';

/** There is room for a panel and for what it stands beside: `--dock` in the style. */
const WIDE = '(min-width: 1200px)';
/** As long as `--calm`: what is in a leaving sheet stays until it has left. */
const LEAVING_MS = 250;

export interface SheetProps {
  readonly open: boolean;
  /** Esc, the backdrop, the cross. The sheet closes when `open` becomes false. */
  readonly onClose: () => void;
  readonly title: string;
  /** When the title is in another language than the page. */
  readonly titleLang?: string | undefined;
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Where it stands from 720 px up; below that it always rises from the bottom. */
  readonly place?: 'centre' | 'side' | 'wide' | undefined;
  /** On a wide screen a side sheet stands beside the page, which stays in sight and at work. */
  readonly docked?: boolean | undefined;
  /** On top, edge to edge, such as a picture; the cross then floats over it. */
  readonly media?: ReactNode;
  /** At the top left over the media, such as the way to another language. */
  readonly overMedia?: ReactNode;
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

export function Sheet({
  open,
  onClose,
  title,
  titleLang,
  closeLabel,
  children,
  place = 'centre',
  media,
  overMedia,
  footer,
  locked = false,
  note,
  docked = false,
}: SheetProps) {
  const dialog = useModal({ open, locked, onClose, beside: docked ? WIDE : undefined });
  const titleId = useId();
  const corner = useContext(SheetCorner);
  const content = useLeaving(
    open,
    <div className={classNames(styles.panel, media !== undefined && styles.pictured, corner !== null && styles.cornered)}>
      <div className={styles.body}>
        {media !== undefined && (
          <div className={styles.media}>
            {media}
            {overMedia !== undefined && <div className={styles.overMedia}>{overMedia}</div>}
          </div>
        )}
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title} lang={titleLang}>
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
        {corner?.(media !== undefined)}
      </div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </div>,
  );
  return (
    <dialog ref={dialog} className={classNames(styles.sheet, styles[place], docked && styles.docked)} aria-labelledby={titleId}>
      {content}
    </dialog>
  );
}
