import { type Money as Amount, add, asMoney } from '@tableorder/contract/money';
import type { Order } from '@tableorder/contract/orders';
import { countsInTotal } from '@tableorder/contract/orders.rules';
import { largerParts, splitByItem, splitEqually } from '@tableorder/contract/split.rules';
import { useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './guest-split-sheet.module.css';

const FEWEST = 2;
const MOST = 12;
const MINOR_UNIT = asMoney(1);

export interface GuestSplitSheetProps {
  readonly open: boolean;
  readonly orders: readonly Order[];
  readonly total: Amount;
  readonly currency: string;
  readonly onClose: () => void;
}

type Shares = ReadonlyMap<string, readonly number[]>;

/** Who pays what. Only a calculator: nothing is sent, and the parts always make the bill. */
export function GuestSplitSheet({ open, orders, total, currency, onClose }: GuestSplitSheetProps) {
  const { t } = useT();
  const [how, setHow] = useState<'equal' | 'items'>('equal');
  const [people, setPeople] = useState(FEWEST);
  const [shares, setShares] = useState<Shares>(new Map());
  const lines = orders.filter(({ status }) => countsInTotal(status)).flatMap(({ items }) => items);
  const byItem = splitByItem(
    lines.map(({ id, subtotal }) => ({ amount: subtotal, shares: shares.get(id) ?? [] })),
    people,
  );
  const { each, open: rest } = how === 'equal' ? { each: splitEqually(total, people), open: null } : byItem;
  return (
    <Sheet
      open={open}
      onClose={onClose}
      place="side"
      title={t('guest.split.title')}
      note={t('guest.split.text')}
      closeLabel={t('ui.close')}
      footer={<Parts each={each} rest={rest} total={total} currency={currency} equal={how === 'equal'} />}
    >
      <div className={styles.ways}>
        <Segmented
          label={t('guest.split.how')}
          options={[
            { value: 'equal', label: t('guest.split.equal') },
            { value: 'items', label: t('guest.split.items') },
          ]}
          value={how}
          onChange={setHow}
        />
        <div className={styles.people}>
          <span>{t('guest.split.people')}</span>
          <QuantityStepper
            value={people}
            min={FEWEST}
            max={MOST}
            label={t('guest.split.people')}
            lessLabel={t('ui.less')}
            moreLabel={t('ui.more')}
            onChange={setPeople}
          />
        </div>
      </div>
      {how === 'items' && <Lines lines={lines} people={people} shares={shares} currency={currency} onShares={setShares} />}
    </Sheet>
  );
}

interface LinesProps {
  readonly lines: readonly Order['items'][number][];
  readonly people: number;
  readonly shares: Shares;
  readonly currency: string;
  readonly onShares: (shares: Shares) => void;
}

function Lines({ lines, people, shares, currency, onShares }: LinesProps) {
  const { t, locale } = useT();
  // One of several is a share; a dish that is one can be shared too. After the last comes none.
  const next = (id: string, quantity: number, person: number) => {
    const mine = shares.get(id) ?? [];
    const count = ((mine[person] ?? 0) + 1) % (quantity + 1);
    const taken = Array.from({ length: Math.max(mine.length, person + 1) }, (_, at) => (at === person ? count : (mine[at] ?? 0)));
    onShares(new Map(shares).set(id, taken));
  };
  return (
    <>
      <p className={styles.hint}>{t('guest.split.hint')}</p>
      <ul className={styles.lines}>
        {lines.map(({ id, name, quantity, subtotal }) => (
          <li key={id} className={styles.line}>
            <p className={styles.what}>
              <span className={styles.name}>
                {name}
                {quantity > 1 && <span className={styles.count}> ×{quantity}</span>}
              </span>
              <Money amount={subtotal} currency={currency} locale={locale} />
            </p>
            <div className={styles.persons}>
              {Array.from({ length: people }, (_, person) => {
                const count = shares.get(id)?.[person] ?? 0;
                const number = String(person + 1);
                return (
                  <button
                    key={number}
                    type="button"
                    className={classNames(styles.person, count > 0 && styles.takes)}
                    aria-pressed={count > 0}
                    aria-label={t('guest.split.shares', { name, number, count })}
                    onClick={() => next(id, quantity, person)}
                  >
                    {t('guest.split.person', { number })}
                    {count > 1 && <span> ×{count}</span>}
                  </button>
                );
              })}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

interface PartsProps {
  readonly each: readonly Amount[];
  /** What nobody has taken yet; null where all is shared. */
  readonly rest: Amount | null;
  readonly total: Amount;
  readonly currency: string;
  readonly equal: boolean;
}

function Parts({ each, rest, total, currency, equal }: PartsProps) {
  const { t, locale } = useT();
  const larger = equal ? largerParts(each) : 0;
  return (
    <div className={styles.parts} role="status">
      <ol className={styles.each}>
        {each.map((part, person) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a person is a number here.
          <li key={person} className={styles.part}>
            <span>{t('guest.split.person', { number: String(person + 1) })}</span>
            <Money amount={part} currency={currency} locale={locale} strength="strong" />
          </li>
        ))}
      </ol>
      {rest !== null && rest > 0 && (
        <p className={classNames(styles.part, styles.rest)}>
          <span>{t('guest.split.rest')}</span>
          <Money amount={rest} currency={currency} locale={locale} strength="strong" />
        </p>
      )}
      {larger > 0 && (
        <p className={styles.rounding}>{t('guest.split.rounding', { count: larger, amount: formatMoney(MINOR_UNIT, currency, locale) })}</p>
      )}
      <p className={classNames(styles.part, styles.sum)}>
        <span>{t('guest.split.sum')}</span>
        <Money amount={rest === null ? total : add(...each, rest)} currency={currency} locale={locale} strength="total" />
      </p>
    </div>
  );
}
