import type { ComponentProps } from 'react';
import controls from './control.module.css';
import { Field, type FieldProps } from './field.tsx';
import styles from './text-area.module.css';

export interface TextAreaProps
  extends FieldProps,
    Pick<ComponentProps<'textarea'>, 'name' | 'placeholder' | 'required' | 'disabled' | 'rows' | 'ref' | 'onBlur'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Counts along under the field once three quarters are used. */
  readonly maxLength?: number | undefined;
}

/** Grows with what is written. */
export function TextArea({ label, hint, error, aside, value, onChange, maxLength, rows = 2, ...native }: TextAreaProps) {
  const near = maxLength !== undefined && value.length >= maxLength - maxLength / 4;
  return (
    <div className={styles.area}>
      <Field label={label} hint={hint} error={error} aside={aside}>
        {(wiring) => (
          <textarea
            {...native}
            {...wiring}
            rows={rows}
            maxLength={maxLength}
            className={`${controls.control} ${styles.text}`}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Field>
      {near && (
        <span className={styles.count} aria-hidden="true">
          {value.length}/{maxLength}
        </span>
      )}
    </div>
  );
}
