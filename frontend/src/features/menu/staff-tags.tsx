import styles from './staff-menu.module.css';

export interface StaffTagsProps<V extends string> {
  readonly legend: string;
  readonly all: readonly V[];
  readonly chosen: readonly V[];
  readonly say: (value: V) => string;
  readonly onChange: (chosen: V[]) => void;
}

/** Several of many short words, as chips; checkboxes inside. */
export function StaffTags<V extends string>({ legend, all, chosen, say, onChange }: StaffTagsProps<V>) {
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.tags}>
        {all.map((value) => (
          <label key={value} className={styles.tag}>
            <input
              type="checkbox"
              className={styles.box}
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(all.filter((other) => (other === value ? event.currentTarget.checked : chosen.includes(other))))
              }
            />
            {say(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
