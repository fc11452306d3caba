import type { ComponentProps, ReactNode } from 'react';
import controls from './control.module.css';
import { Field, type FieldProps } from './field.tsx';
import styles from './text-field.module.css';

type Native = Pick<
  ComponentProps<'input'>,
  | 'name'
  | 'placeholder'
  | 'autoComplete'
  | 'inputMode'
  | 'maxLength'
  | 'required'
  | 'disabled'
  | 'readOnly'
  | 'autoFocus'
  | 'enterKeyHint'
  | 'pattern'
  | 'ref'
  | 'onBlur'
  | 'onKeyDown'
>;

export interface TextFieldProps extends FieldProps, Native {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search' | 'email' | 'url' | 'date' | 'time' | undefined;
  /** Figures stand at the right, with tabular numerals. */
  readonly figures?: boolean | undefined;
  /** Behind the value, such as "원". */
  readonly unit?: ReactNode;
}

export function TextField({ label, hint, error, aside, value, onChange, type = 'text', figures = false, unit, ...native }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(wiring) => (
        <div className={styles.row}>
          <input
            {...native}
            {...wiring}
            {...(figures ? { inputMode: 'numeric' as const } : {})}
            type={type}
            className={`${controls.control} ${figures ? styles.figures : ''} ${unit === undefined ? '' : styles.measured}`}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </div>
      )}
    </Field>
  );
}
