import type { Money as Amount } from '@tableorder/contract/money';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Pencil from 'lucide-react/icons/pencil';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import type { JudgedLine } from './guest-cart.rules.ts';
import styles from './guest-cart-lines.module.css';

export interface CartActs {
  readonly onQuantity: (id: string, quantity: number) => void;
  readonly onRemove: (line: JudgedLine) => void;
  readonly onAgree: (id: string, price: Amount) => void;
  /** Opens the dish to choose anew. */
  readonly onEdit: (line: JudgedLine) => void;
}

export interface GuestCartLinesProps extends CartActs {
  readonly lines: readonly JudgedLine[];
  readonly currency: string;
}

export const GuestCartLines = ({ lines, ...rest }: GuestCartLinesProps) => (
  <ul className={styles.lines}>
    {lines.map((judged) => (
      <GuestCartLine key={judged.line.id} judged={judged} {...rest} />
    ))}
  </ul>
);

interface LineProps extends Omit<GuestCartLinesProps, 'lines'> {
  readonly judged: JudgedLine;
}

function GuestCartLine({ judged, currency, onQuantity, onRemove, onAgree, onEdit }: LineProps) {
  const { t, locale } = useT();
  const { line, name, fault, item } = judged;
  const lost = fault === 'gone' || fault === 'sold-out' || fault === 'closed';
  return (
    <li className={classNames(styles.line, fault !== null && styles.faulty)}>
      <div className={styles.head}>
        {item === null || lost ? (
          <p className={styles.name}>{name}</p>
        ) : (
          <button type="button" className={classNames(styles.name, styles.edit)} onClick={() => onEdit(judged)}>
            {name}
            <Pencil aria-hidden="true" />
            <span className="seen-by-readers-only">{t('guest.cart.edit')}</span>
          </button>
        )}
        {lost && (
          <Button kind="quiet" onPress={() => onRemove(judged)}>
            {t('ui.remove')}
          </Button>
        )}
      </div>
      <LineChoice judged={judged} />
      <LineFaultNote judged={judged} currency={currency} onAgree={onAgree} onEdit={onEdit} />
      {!lost && (
        <div className={styles.foot}>
          <QuantityStepper
            value={line.quantity}
            label={t('ui.quantity-of', { name })}
            lessLabel={t('ui.less')}
            moreLabel={t('ui.more')}
            removeLabel={t('guest.cart.remove', { name })}
            onRemove={() => onRemove(judged)}
            onChange={(quantity) => onQuantity(line.id, quantity)}
          />
          <Money amount={judged.subtotal} currency={currency} locale={locale} strength="strong" />
        </div>
      )}
    </li>
  );
}

/** The chosen options and the wish, in small. */
export function LineChoice({ judged: { chosen, line } }: { readonly judged: Pick<JudgedLine, 'chosen' | 'line'> }) {
  const options = [...new Map(chosen.map(({ option }) => [option.id, option])).values()].map((option) => {
    const count = chosen.filter((other) => other.option.id === option.id).length;
    return count > 1 ? `${option.name} ×${count}` : option.name;
  });
  if (options.length === 0 && line.note === null) return null;
  return (
    <p className={styles.choice}>
      {options.join(', ')}
      {line.note !== null && <span className={styles.note}>“{line.note}”</span>}
    </p>
  );
}

function LineFaultNote({ judged, currency, onAgree, onEdit }: Pick<LineProps, 'judged' | 'currency' | 'onAgree' | 'onEdit'>) {
  const { t, locale } = useT();
  const { line, fault, newPrice } = judged;
  if (fault === null && line.refusal === null) return null;
  return (
    <div className={styles.fault}>
      <CircleAlert aria-hidden="true" />
      <div className={styles.faultWords}>
        <p>{fault === null && line.refusal ? sayProblem(t, line.refusal) : t(`guest.fault.${fault ?? 'gone'}`)}</p>
        {newPrice !== null && (
          <>
            <p>
              <Money amount={line.unitPrice} currency={currency} locale={locale} struck /> →{' '}
              <Money amount={newPrice} currency={currency} locale={locale} strength="strong" />
            </p>
            <Button kind="primary" onPress={() => onAgree(line.id, newPrice)}>
              {t('guest.fault.agree')}
            </Button>
          </>
        )}
        {fault === 'options' && (
          <Button kind="primary" onPress={() => onEdit(judged)}>
            {t('guest.fault.choose')}
          </Button>
        )}
      </div>
    </div>
  );
}
