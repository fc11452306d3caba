import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { classNames } from './class-names.ts';
import styles from './quantity-stepper.module.css';

export interface QuantityStepperProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Of what, such as "김치찌개 수량". */
  readonly label: string;
  readonly lessLabel: string;
  readonly moreLabel: string;
  /** With it, the step below `min` removes: the minus becomes a bin with these words. */
  readonly removeLabel?: string | undefined;
  readonly onRemove?: (() => void) | undefined;
  readonly size?: 'regular' | 'large' | undefined;
  readonly disabled?: boolean | undefined;
}

export function QuantityStepper(props: QuantityStepperProps) {
  const {
    value,
    onChange,
    min = 1,
    max = 99,
    label,
    lessLabel,
    moreLabel,
    removeLabel,
    onRemove,
    size = 'regular',
    disabled = false,
  } = props;
  const removes = value <= min && onRemove !== undefined && removeLabel !== undefined;
  return (
    <fieldset className={classNames(styles.stepper, styles[size])} aria-label={label}>
      <button
        type="button"
        className={styles.step}
        aria-label={removes ? removeLabel : lessLabel}
        disabled={disabled || (value <= min && !removes)}
        onClick={() => (removes ? onRemove() : onChange(value - 1))}
      >
        {removes ? <Trash2 aria-hidden="true" /> : <Minus aria-hidden="true" />}
      </button>
      <output className={styles.value} aria-live="polite">
        {value}
      </output>
      <button
        type="button"
        className={styles.step}
        aria-label={moreLabel}
        disabled={disabled || value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Plus aria-hidden="true" />
      </button>
    </fieldset>
  );
}
