import { classNames } from './class-names.ts';
import styles from './key-list.module.css';

export interface KeyListProps {
  /** The key as it is written on it, and what it does. */
  readonly keys: readonly (readonly [key: string, does: string])[];
  /** To be read from where a cook stands. */
  readonly large?: boolean | undefined;
}

/** The keys of a screen. */
export const KeyList = ({ keys, large }: KeyListProps) => (
  <dl className={classNames(styles.keys, large && styles.large)}>
    {keys.map(([key, does]) => (
      <div key={key} className={styles.row}>
        <dt>
          <kbd className={styles.key}>{key}</kbd>
        </dt>
        <dd>{does}</dd>
      </div>
    ))}
  </dl>
);
