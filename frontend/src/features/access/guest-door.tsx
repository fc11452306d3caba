import CircleAlert from 'lucide-react/icons/circle-alert';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './guest-door.module.css';

export interface GuestDoorProps {
  /** Right above, such as the language. */
  readonly corner?: ReactNode;
  /** On the plate: the table's number, or a sign. */
  readonly plate?: ReactNode;
  readonly title: string;
  readonly text?: string | undefined;
  readonly problem?: string | undefined;
  readonly children?: ReactNode;
  /** In reach of the thumb. */
  readonly action?: ReactNode;
}

/** What stands before the menu: welcome, farewell, and the way in. */
export function GuestDoor({ corner, plate, title, text, problem, children, action }: GuestDoorProps) {
  return (
    <main className={styles.door}>
      <div className={styles.top}>{corner}</div>
      <div className={styles.middle}>
        {plate !== undefined && (
          <div className={styles.plate} aria-hidden="true">
            <div className={styles.well}>{plate}</div>
          </div>
        )}
        <h1 className={styles.title}>{title}</h1>
        {text !== undefined && <p className={styles.text}>{text}</p>}
        <div role="alert">
          {problem !== undefined && (
            <p className={styles.problem}>
              <CircleAlert aria-hidden="true" />
              {problem}
            </p>
          )}
        </div>
        {children}
      </div>
      <div className={styles.bottom}>{action}</div>
    </main>
  );
}

/** The table's number as large as it fits. */
export const PlateNumber = ({ number, unit }: { readonly number: string; readonly unit: string }) => (
  <>
    <span className={classNames(styles.number, 'numerals', number.length > 2 && styles.long)}>{number}</span>
    <span className={styles.unit}>{unit}</span>
  </>
);
