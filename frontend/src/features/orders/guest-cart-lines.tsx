import type { Money as Amount } from '@tableorder/contract/money';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Clock3 from 'lucide-react/icons/clock-3';
import Pencil from 'lucide-react/icons/pencil';
import UserRound from 'lucide-react/icons/user-round';
import { Fragment } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { langOf } from '../../i18n/text-lang.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { isLost, type JudgedLine } from './guest-cart.rules.ts';
import styles from './guest-cart-lines.module.css';
import { addedBy, type Company } from './guest-names.ts';

export interface CartActs {
  readonly onQuantity: (id: string, quantity: number) => void;
  readonly onRemove: (line: JudgedLine) => void;
  readonly onAgree: (id: string, price: Amount) => void;
  /** Keeps what cannot be had now for later. */
  readonly onSetAside?: ((id: string) => void) | undefined;
  /** Opens the dish to choose anew. */
  readonly onEdit: (line: JudgedLine) => void;
}

export interface GuestCartLinesProps extends CartActs {
  readonly lines: readonly JudgedLine[];
  readonly currency: string;
  /** Who shares the cart; alone without. */
  readonly company?: Company | undefined;
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

function GuestCartLine({ judged, currency, company, onQuantity, onRemove, onAgree, onEdit, onSetAside }: LineProps) {
  const { t, locale } = useT();
  const { line, name, fault, item, waits } = judged;
  const lost = isLost(fault);
  const lang = item === null ? undefined : langOf(item, 'name');
  return (
    <li className={classNames(styles.line, fault !== null && styles.faulty)}>
      <div className={styles.head}>
        {item === null || lost ? (
          <p className={styles.name} lang={lang}>
            {name}
          </p>
        ) : (
          <button type="button" className={classNames(styles.name, styles.edit)} onClick={() => onEdit(judged)}>
            <span lang={lang}>{name}</span>
            <Pencil aria-hidden="true" />
            <span className="seen-by-readers-only">{t('guest.cart.edit')}</span>
          </button>
        )}
        {waits && (
          <Button kind="quiet" onPress={() => onRemove(judged)}>
            {t('ui.remove')}
          </Button>
        )}
      </div>
      <LineChoice judged={judged} by={company ? addedBy(line, company, t) : null} />
      {waits ? (
        <p className={styles.waits}>
          <Clock3 aria-hidden="true" />
          {t('guest.fault.waits')}
        </p>
      ) : (
        <LineAsk judged={judged} currency={currency} onRemove={onRemove} onAgree={onAgree} onEdit={onEdit} onSetAside={onSetAside} />
      )}
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

interface LineChoiceProps {
  readonly judged: Pick<JudgedLine, 'chosen' | 'line'>;
  /** Who put it in, where several share the cart. */
  readonly by?: string | null | undefined;
}

/** Who added it, the chosen options and the wish, in small. */
export function LineChoice({ judged: { chosen, line }, by = null }: LineChoiceProps) {
  const options = [...new Map(chosen.map(({ option }) => [option.id, option])).values()].map((option) => ({
    option,
    count: chosen.filter((other) => other.option.id === option.id).length,
  }));
  if (options.length === 0 && line.note === null && by === null) return null;
  return (
    <p className={styles.choice}>
      {by !== null && (
        <span className={styles.by}>
          <UserRound aria-hidden="true" />
          {by}
        </span>
      )}
      {options.map(({ option, count }, at) => (
        <Fragment key={option.id}>
          {at > 0 && ', '}
          <span lang={langOf(option, 'name')}>{count > 1 ? `${option.name} ×${count}` : option.name}</span>
        </Fragment>
      ))}
      {line.note !== null && <span className={styles.note}>“{line.note}”</span>}
    </p>
  );
}

type AskProps = Pick<LineProps, 'judged' | 'currency' | 'onRemove' | 'onAgree' | 'onEdit' | 'onSetAside'>;

/** What happened to the line, and every way on: nothing is decided for the guest. */
function LineAsk({ judged, currency, onRemove, onAgree, onEdit, onSetAside }: AskProps) {
  const { t, locale } = useT();
  const { line, fault, newPrice } = judged;
  if (fault === null && line.refusal === null) return null;
  const lost = isLost(fault);
  return (
    <div className={styles.fault} role="status" data-asks>
      <CircleAlert aria-hidden="true" />
      <div className={styles.faultWords}>
        <p>{fault === null && line.refusal ? sayProblem(t, line.refusal) : t(`guest.fault.${fault ?? 'gone'}`)}</p>
        {newPrice !== null && (
          <p>
            <Money amount={line.unitPrice} currency={currency} locale={locale} struck /> →{' '}
            <Money amount={newPrice} currency={currency} locale={locale} strength="strong" />
          </p>
        )}
        <div className={styles.ways}>
          {newPrice !== null && (
            <Button kind="primary" onPress={() => onAgree(line.id, newPrice)}>
              {t('guest.fault.agree')}
            </Button>
          )}
          {fault === 'options' && (
            <Button kind="primary" onPress={() => onEdit(judged)}>
              {t('guest.fault.choose')}
            </Button>
          )}
          {lost && onSetAside && <Button onPress={() => onSetAside(line.id)}>{t('guest.fault.keep')}</Button>}
          <Button onPress={() => onRemove(judged)}>{t('ui.remove')}</Button>
        </div>
      </div>
    </div>
  );
}
