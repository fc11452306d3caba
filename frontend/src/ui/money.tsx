import type { Money as Amount } from '@tableorder/contract/money';
import { classNames } from './class-names.ts';
import { formatMoney } from './format-money.ts';
import styles from './money.module.css';

export interface MoneyProps {
  readonly amount: Amount;
  readonly currency: string;
  readonly locale: string;
  /** `+500원`, for what an option adds. */
  readonly signed?: boolean | undefined;
  readonly strength?: 'inherit' | 'strong' | 'total' | undefined;
  /** The old price, beside the new one. */
  readonly struck?: boolean | undefined;
}

export function Money({ amount, currency, locale, signed = false, strength = 'inherit', struck = false }: MoneyProps) {
  const Element = struck ? 's' : 'span';
  return <Element className={classNames(styles.money, styles[strength])}>{formatMoney(amount, currency, locale, { signed })}</Element>;
}
