import Check from 'lucide-react/icons/check';
import { type ReactNode, useId } from 'react';
import styles from './choice-list.module.css';
import { classNames } from './class-names.ts';
import { FieldError } from './field.tsx';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** When the label is in another language than the page. */
  readonly lang?: string | undefined;
  /** Under the label, in small. */
  readonly note?: string | undefined;
  /** At the right, such as what it adds to the price. */
  readonly trailing?: ReactNode;
  readonly disabled?: boolean | undefined;
}

interface Group<V extends string> {
  readonly legend: string;
  /** When the legend is in another language than the page. */
  readonly legendLang?: string | undefined;
  /** Behind the legend, such as "필수" or "2개까지". */
  readonly rule?: string | undefined;
  /** The rule is not met yet and must be: shown in the accent. */
  readonly ruleOpen?: boolean | undefined;
  /** Of one among several: it must be chosen. */
  readonly required?: boolean | undefined;
  readonly error?: string | undefined;
  readonly choices: readonly Choice<V>[];
  readonly hideLegend?: boolean | undefined;
}

export type ChoiceListProps<V extends string> = Group<V> &
  (
    | { readonly kind: 'one'; readonly value: V | null; readonly onChange: (value: V) => void }
    | {
        readonly kind: 'many';
        readonly value: readonly V[];
        readonly onChange: (value: V[]) => void;
        /** When so many are chosen the rest cannot be. */
        readonly max?: number | undefined;
      }
  );

/** One or several of a few: rows as large as a thumb, native radios and checkboxes inside. */
export function ChoiceList<V extends string>(props: ChoiceListProps<V>) {
  const { legend, legendLang, rule, ruleOpen, required, error, choices, hideLegend } = props;
  const id = useId();
  const full = props.kind === 'many' && props.max !== undefined && props.value.length >= props.max;
  const isChosen = (value: V) => (props.kind === 'one' ? props.value === value : props.value.includes(value));
  const choose = (value: V) => {
    if (props.kind === 'one') props.onChange(value);
    else props.onChange(isChosen(value) ? props.value.filter((other) => other !== value) : [...props.value, value]);
  };
  const radios = { role: 'radiogroup', 'aria-required': required, 'aria-invalid': error === undefined ? undefined : true } as const;
  return (
    <fieldset
      {...(props.kind === 'one' ? radios : {})}
      className={styles.group}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend className={hideLegend ? 'seen-by-readers-only' : styles.legend}>
        <span lang={legendLang}>{legend}</span>{' '}
        {rule !== undefined && <span className={classNames(styles.rule, ruleOpen && styles.open)}>{rule}</span>}
      </legend>
      {/* Above the choices: a long list must not hide it. */}
      <FieldError id={error === undefined ? undefined : `${id}-error`}>{error}</FieldError>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.row}>
          <input
            type={props.kind === 'one' ? 'radio' : 'checkbox'}
            className={styles.input}
            name={id}
            value={choice.value}
            checked={isChosen(choice.value)}
            disabled={choice.disabled || (full && !isChosen(choice.value))}
            onChange={() => choose(choice.value)}
          />
          <span className={props.kind === 'one' ? styles.round : styles.square} aria-hidden="true">
            {props.kind === 'many' && <Check />}
          </span>
          <span className={styles.words} lang={choice.lang}>
            {choice.label}
            {choice.note !== undefined && <span className={styles.note}>{choice.note}</span>}
          </span>
          {choice.trailing !== undefined && <span className={styles.trailing}>{choice.trailing}</span>}
        </label>
      ))}
    </fieldset>
  );
}
