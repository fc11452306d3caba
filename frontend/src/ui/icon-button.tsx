import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';

export interface IconButtonProps
  extends Pick<ComponentProps<'button'>, 'id' | 'ref' | 'disabled' | 'aria-expanded' | 'aria-controls' | 'aria-pressed'> {
  /** What it does, in words: read aloud, and shown by the mouse. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly kind?: 'plain' | 'filled' | 'over-picture' | undefined;
  /** A small figure on the corner; say what it counts in `label`. */
  readonly count?: number | undefined;
  readonly onPress: () => void;
}

export function IconButton({ label, icon, kind = 'plain', count, onPress, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type="button" className={classNames(styles.button, styles[kind])} title={label} onClick={() => onPress()}>
      {icon}
      <span className="seen-by-readers-only">{label}</span>
      {count !== undefined && count > 0 && (
        <span className={styles.count} aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}
