import { useId } from 'react';
import styles from './segmented.module.css';

export interface SegmentedProps<V extends string> {
  readonly label: string;
  /** Two to five short words. */
  readonly options: readonly { readonly value: V; readonly label: string; readonly lang?: string | undefined }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean | undefined;
}

/** Radios in a row: one of a few, all in sight. */
export function Segmented<V extends string>({ label, options, value, onChange, disabled }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.group} aria-label={label} disabled={disabled}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment} lang={option.lang}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
