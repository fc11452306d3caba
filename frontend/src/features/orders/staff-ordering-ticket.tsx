import { times } from '@tableorder/contract/money';
import { mayGuestChange } from '@tableorder/contract/orders.rules';
import { useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffOrderLines } from './staff-order-lines.tsx';
import styles from './staff-ordering.module.css';
import { type DraftLine, draftTotal } from './staff-ordering.rules.ts';
import type { useOrdering } from './staff-use-ordering.ts';

export interface StaffOrderingTicketProps {
  readonly ordering: ReturnType<typeof useOrdering>;
  readonly hasOptions: (line: DraftLine) => boolean;
  /** To where the options of a line are chosen anew. */
  readonly onOptions: (line: DraftLine) => void;
}

/** What is taken down so far, and how it is sent. */
export function StaffOrderingTicket({ ordering, hasOptions, onOptions }: StaffOrderingTicketProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { base, lines, note, busy, failure, present, setLines } = ordering;
  const put = (line: DraftLine, change: Partial<DraftLine>) => setLines(lines.map((one) => (one === line ? { ...one, ...change } : one)));
  return (
    <div className={styles.ticket}>
      {present && <Meanwhile ordering={ordering} />}
      <Refusal text={failure} />
      {lines.length === 0 && <p className={styles.empty}>{t('staff.ordering.empty')}</p>}
      <ul className={styles.lines}>
        {lines.map((line) => (
          <Line
            key={line.key}
            line={line}
            onChange={(change) => put(line, change)}
            onRemove={() => setLines(lines.filter((one) => one !== line))}
            onOptions={hasOptions(line) ? () => onOptions(line) : null}
          />
        ))}
      </ul>
      <TextField label={t('staff.ordering.note')} value={note} maxLength={200} onChange={ordering.setNote} />
      <Button
        kind="primary"
        size="large"
        wide
        busy={busy}
        disabled={present !== null || (base !== null && !ordering.isTouched)}
        trailing={<Money amount={draftTotal(lines)} currency={currency} locale={locale} />}
        onPress={() => void ordering.send()}
      >
        {t(base ? 'staff.ordering.change' : 'staff.ordering.send')}
      </Button>
    </div>
  );
}

interface LineProps {
  readonly line: DraftLine;
  readonly onChange: (change: Partial<DraftLine>) => void;
  readonly onRemove: () => void;
  /** Null for a dish that has none. */
  readonly onOptions: (() => void) | null;
}

function Line({ line, onChange, onRemove, onOptions }: LineProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const [noting, setNoting] = useState(line.note !== '');
  const { name } = line;
  return (
    <li className={styles.line}>
      <span className={styles.what}>
        <strong>{name}</strong>
        {line.options.length > 0 && <span className={styles.chosen}>{line.options.map((option) => option.name).join(', ')}</span>}
      </span>
      <Money amount={times(line.unitPrice, line.quantity)} currency={currency} locale={locale} />
      <div className={styles.acts}>
        <QuantityStepper
          value={line.quantity}
          onChange={(quantity) => onChange({ quantity })}
          label={t('staff.ordering.quantity', { name })}
          lessLabel={t('staff.ordering.less')}
          moreLabel={t('staff.ordering.more')}
          removeLabel={t('staff.ordering.remove', { name })}
          onRemove={onRemove}
        />
        {(onOptions !== null || !noting) && (
          <div className={styles.further}>
            {onOptions && (
              <Button kind="quiet" onPress={onOptions}>
                <span aria-hidden="true">{t('staff.ordering.options')}</span>
                <span className="seen-by-readers-only">{t('staff.ordering.options.of', { name })}</span>
              </Button>
            )}
            {!noting && (
              <Button kind="quiet" onPress={() => setNoting(true)}>
                {t('staff.ordering.add-wish')}
              </Button>
            )}
          </div>
        )}
      </div>
      {noting && (
        <div className={styles.wish}>
          <TextField label={t('staff.ordering.wish', { name })} value={line.note} maxLength={200} onChange={(note) => onChange({ note })} />
        </div>
      )}
    </li>
  );
}

/** Somebody was faster: their order beside this edit, which is kept; nothing is sent before it is decided. */
function Meanwhile({ ordering }: { readonly ordering: ReturnType<typeof useOrdering> }) {
  const { t } = useT();
  const { present, goOn } = ordering;
  if (!present) return null;
  const still = mayGuestChange(present.status);
  return (
    <section className={styles.meanwhile} role="alert">
      <p>{t(still ? 'staff.ordering.meanwhile' : 'staff.ordering.taken')}</p>
      <div>
        <StatusBadge status={present.status} label={t(`staff.status.${present.status}`)} />
      </div>
      <StaffOrderLines order={present} />
      {still && <Button onPress={goOn}>{t('staff.ordering.go-on')}</Button>}
    </section>
  );
}
