import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

export interface ButtonProps
  extends Pick<ComponentProps<'button'>, 'id' | 'form' | 'ref' | 'aria-describedby' | 'aria-expanded' | 'aria-controls'> {
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined;
  /** `large` for the one act of a screen: its words count as large text, so a price in it stays readable. */
  readonly size?: 'regular' | 'large' | undefined;
  readonly icon?: ReactNode;
  /** Stands at the far end, such as the total beside the words. */
  readonly trailing?: ReactNode;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
}

/** A busy button keeps its width, its words and the focus, and does nothing. */
export function Button({
  children,
  kind = 'secondary',
  size = 'regular',
  icon,
  trailing,
  busy = false,
  wide,
  type = 'button',
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classNames(styles.button, styles[kind], styles[size], wide && styles.wide, trailing !== undefined && styles.split)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      <span className={styles.words}>
        {icon}
        <span className={styles.label}>{children}</span>
      </span>
      {trailing !== undefined && <span className={styles.trailing}>{trailing}</span>}
      {busy && (
        <span className={styles.busy}>
          <Spinner />
        </span>
      )}
    </button>
  );
}
