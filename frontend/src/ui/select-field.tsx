import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ComponentProps } from 'react';
import controls from './control.module.css';
import { Field, type FieldProps } from './field.tsx';
import styles from './select-field.module.css';

export interface SelectFieldProps<V extends string> extends FieldProps, Pick<ComponentProps<'select'>, 'name' | 'required' | 'disabled'> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[];
}

/** The device's own list: the one people know, with search and voice. */
export function SelectField<V extends string>({ label, hint, error, aside, value, onChange, options, ...native }: SelectFieldProps<V>) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(wiring) => (
        <div className={styles.row}>
          <select
            {...native}
            {...wiring}
            className={`${controls.control} ${styles.select}`}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value);
              if (chosen) onChange(chosen.value);
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown className={styles.arrow} aria-hidden="true" />
        </div>
      )}
    </Field>
  );
}
