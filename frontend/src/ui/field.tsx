import CircleAlert from 'lucide-react/icons/circle-alert';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What every field has. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; the field is marked and described by it. */
  readonly error?: string | undefined;
  /** Behind the label, such as "선택" for what may stay empty. */
  readonly aside?: string | undefined;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label above, hint and error below, tied to the control that `children` makes with the given attributes. */
export function Field({ label, hint, error, aside, children }: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const described = [errorId, hintId].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error === undefined ? undefined : true })}
      {hintId && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  );
}

/** Spoken as soon as it appears. */
export function FieldError({ id, children }: { readonly id: string | undefined; readonly children: string | undefined }) {
  return (
    <p id={id} className={styles.error} aria-live="polite">
      {children !== undefined && (
        <>
          <CircleAlert aria-hidden="true" />
          {children}
        </>
      )}
    </p>
  );
}
