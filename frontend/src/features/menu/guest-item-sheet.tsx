import type { OptionId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money as Amount } from '@tableorder/contract/money';
import { priceLine, readChoice } from '@tableorder/contract/orders.rules';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { requiredFirst, stillThere } from './guest-choice.rules.ts';
import { GuestItemFacts } from './guest-item-facts.tsx';
import styles from './guest-item-sheet.module.css';
import { GuestMarks } from './guest-marks.tsx';
import { GuestOptionGroup } from './guest-option-group.tsx';

const NOTE_MAX = 200;

/** What the guest has decided about a dish. */
export interface ItemChoice {
  readonly optionIds: OptionId[];
  readonly quantity: number;
  readonly note: string | null;
}
export interface GuestItemSheetProps {
  /** Null is closed. */
  readonly item: MenuItem | null;
  readonly hue: number;
  readonly currency: string;
  /** A line of the cart that is being changed. */
  readonly start: ItemChoice | null;
  readonly onDone: (item: MenuItem, choice: ItemChoice, unitPrice: Amount) => void;
  readonly onClose: () => void;
}

export function GuestItemSheet({ item, ...rest }: GuestItemSheetProps) {
  // The dish stays while the sheet leaves; another one starts afresh.
  const [shown, setShown] = useState(item);
  if (item !== null && item !== shown) setShown(item);
  return shown && <OpenItem key={shown.id} {...rest} item={shown} open={item !== null} />;
}

interface OpenItemProps extends Omit<GuestItemSheetProps, 'item'> {
  readonly item: MenuItem;
  readonly open: boolean;
}

const EMPTY: ItemChoice = { optionIds: [], quantity: 1, note: null };

function OpenItem({ item, open, hue, currency, start, onDone, onClose }: OpenItemProps) {
  const { t } = useT();
  const [choice, setChoice] = useState<ItemChoice>(start ?? EMPTY);
  const [tried, setTried] = useState(false);
  const options = useRef<HTMLDivElement>(null);
  const latest = useRef({ item, start });
  latest.current = { item, start };

  useEffect(() => {
    if (!open) return;
    const from = latest.current.start ?? EMPTY;
    setChoice({ ...from, optionIds: stillThere(latest.current.item.optionGroups, from.optionIds) });
    setTried(false);
  }, [open]);

  const groups = requiredFirst(item.optionGroups);
  const { chosen, faults } = readChoice(item.optionGroups, choice.optionIds);
  const { unitPrice, subtotal } = priceLine(item, chosen, choice.quantity);
  const done = () => {
    const first = groups.findIndex((group) => faults.some((fault) => fault.kind !== 'unknown' && fault.group.id === group.id));
    setTried(true);
    if (first < 0) onDone(item, { ...choice, optionIds: stillThere(item.optionGroups, choice.optionIds) }, unitPrice);
    else showGroup(options.current?.children[first]);
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={item.name}
      closeLabel={t('ui.close')}
      place="side"
      media={
        <div className={styles.picture}>
          <Picture
            images={item.images}
            alt=""
            sizes="(min-width: 720px) 480px, 100vw"
            ratio="4/3"
            hue={hue}
            eager
            faded={!item.available}
          />
        </div>
      }
      footer={
        <ItemFooter
          item={item}
          currency={currency}
          quantity={choice.quantity}
          subtotal={subtotal}
          changes={start !== null}
          onQuantity={(quantity) => setChoice({ ...choice, quantity })}
          onDone={done}
        />
      }
    >
      <div className={styles.content}>
        <ItemHead item={item} currency={currency} />
        {groups.length > 0 && (
          <div ref={options} className={styles.options}>
            {groups.map((group) => (
              <GuestOptionGroup
                key={group.id}
                group={group}
                currency={currency}
                optionIds={choice.optionIds}
                missing={tried}
                onChange={(optionIds) => setChoice({ ...choice, optionIds })}
              />
            ))}
          </div>
        )}
        <TextArea
          label={t('guest.item.note')}
          aside={t('ui.optional')}
          placeholder={t('guest.item.note-example')}
          value={choice.note ?? ''}
          onChange={(note) => setChoice({ ...choice, note: note === '' ? null : note })}
          maxLength={NOTE_MAX}
          disabled={!item.available}
        />
        <GuestItemFacts item={item} />
      </div>
    </Sheet>
  );
}

function ItemHead({ item, currency }: { readonly item: MenuItem; readonly currency: string }) {
  const { locale } = useT();
  return (
    <div className={styles.head}>
      <p>
        <Money amount={item.price} currency={currency} locale={locale} strength="total" />
      </p>
      {item.description !== '' && <p className={styles.description}>{item.description}</p>}
      <GuestMarks item={item} />
    </div>
  );
}

interface ItemFooterProps {
  readonly item: MenuItem;
  readonly currency: string;
  readonly quantity: number;
  readonly subtotal: Amount;
  readonly changes: boolean;
  readonly onQuantity: (quantity: number) => void;
  readonly onDone: () => void;
}

/** How many, and the one act with the price that counts along. */
function ItemFooter({ item, currency, quantity, subtotal, changes, onQuantity, onDone }: ItemFooterProps) {
  const { t, locale } = useT();
  const away = item.soldOut ? t('ui.sold-out') : t('guest.item.closed');
  return (
    <>
      <QuantityStepper
        size="large"
        value={quantity}
        label={t('ui.quantity-of', { name: item.name })}
        lessLabel={t('ui.less')}
        moreLabel={t('ui.more')}
        disabled={!item.available}
        onChange={onQuantity}
      />
      <Button
        kind="primary"
        size="large"
        wide
        disabled={!item.available}
        trailing={item.available ? <Money amount={subtotal} currency={currency} locale={locale} /> : undefined}
        onPress={onDone}
      >
        {item.available ? t(changes ? 'guest.item.change' : 'guest.item.add') : away}
      </Button>
    </>
  );
}

/** The first group that still asks for something, in sight and under the finger. */
function showGroup(group: Element | undefined): void {
  group?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  group?.querySelector<HTMLElement>('input:not(:disabled), button:not(:disabled)')?.focus({ preventScroll: true });
}
