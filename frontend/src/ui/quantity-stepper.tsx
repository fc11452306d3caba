import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import type { KeyboardEvent } from 'react';
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

/** Where a key of a spin button leads; null for any other key. */
function wanted(key: string, value: number, min: number, max: number): number | null {
  if (key === 'ArrowUp' || key === 'ArrowRight') return Math.min(max, value + 1);
  if (key === 'ArrowDown' || key === 'ArrowLeft') return Math.max(min, value - 1);
  if (key === 'Home') return min;
  return key === 'End' ? max : null;
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
  const step = (event: KeyboardEvent) => {
    const to = wanted(event.key, value, min, max);
    if (to === null || disabled) return;
    event.preventDefault();
    if (to !== value) onChange(to);
  };
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
      <span
        role="spinbutton"
        tabIndex={disabled ? -1 : 0}
        className={styles.value}
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-disabled={disabled || undefined}
        onKeyDown={step}
      >
        {value}
      </span>
      {/* Pressing a button beside a spin button says nothing by itself. */}
      <output className="seen-by-readers-only" aria-live="polite">
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
