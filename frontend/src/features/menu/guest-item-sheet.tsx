import type { MenuId, OptionId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money as Amount } from '@tableorder/contract/money';
import { priceLine, readChoice } from '@tableorder/contract/orders.rules';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { GuestAllergensButton } from './guest-allergens-sheet.tsx';
import { requiredFirst, stillThere } from './guest-choice.rules.ts';
import { GuestItemFacts } from './guest-item-facts.tsx';
import styles from './guest-item-sheet.module.css';
import { GuestAwayWord, GuestMarks, useAvoidedIn } from './guest-marks.tsx';
import { GuestOptionGroup } from './guest-option-group.tsx';
import { togetherWith } from './guest-together.rules.ts';
import { GuestTogether } from './guest-together.tsx';

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
  /** The whole menu, and what of it is in the cart: for what goes with the dish. */
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  readonly inCart: ReadonlySet<MenuId>;
  /** The way to another language, which keeps what is chosen here. */
  readonly overMedia: ReactNode;
  readonly onDone: (item: MenuItem, choice: ItemChoice, unitPrice: Amount) => void;
  /** Another dish instead of this one. */
  readonly onOther: (item: MenuItem) => void;
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

function OpenItem(props: OpenItemProps) {
  const { item, open, hue, currency, start, items, inCart, overMedia, onDone, onOther, onClose } = props;
  const { t } = useT();
  const [together, setTogether] = useState<readonly MenuItem[]>([]);
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
    setTogether([]);
  }, [open]);

  const groups = requiredFirst(item.optionGroups);
  const { chosen, faults } = readChoice(item.optionGroups, choice.optionIds);
  const { unitPrice, subtotal } = priceLine(item, chosen, choice.quantity);
  const done = () => {
    const first = groups.findIndex((group) => faults.some((fault) => fault.kind !== 'unknown' && fault.group.id === group.id));
    setTried(true);
    if (first >= 0) return showGroup(options.current?.children[first]);
    onDone(item, { ...choice, optionIds: stillThere(item.optionGroups, choice.optionIds) }, unitPrice);
    const dishes = start === null ? togetherWith(item, items, inCart) : [];
    if (dishes.length === 0) onClose();
    else setTogether(dishes);
  };
  if (together.length > 0) {
    return (
      <Sheet
        open={open}
        onClose={onClose}
        title={t('guest.together.title')}
        closeLabel={t('ui.close')}
        place="side"
        footer={
          <Button kind="primary" size="large" wide onPress={onClose}>
            {t('guest.together.back')}
          </Button>
        }
      >
        <GuestTogether
          added={item}
          dishes={together}
          currency={currency}
          hue={hue}
          onAdd={(dish) => onDone(dish, EMPTY, dish.price)}
          onChoose={onOther}
        />
      </Sheet>
    );
  }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={item.name}
      titleLang={langOf(item, 'name')}
      overMedia={overMedia}
      closeLabel={t('ui.close')}
      place="side"
      media={
        <div className={styles.picture}>
          <Picture
            images={item.images}
            placeholder={item.placeholder}
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
        {item.allergens.length > 0 && (
          <div>
            <GuestAllergensButton />
          </div>
        )}
      </div>
    </Sheet>
  );
}

function ItemHead({ item, currency }: { readonly item: MenuItem; readonly currency: string }) {
  const { t, locale } = useT();
  const avoided = useAvoidedIn(item);
  return (
    <div className={styles.head}>
      <p>
        <Money amount={item.price} currency={currency} locale={locale} strength="total" />
      </p>
      {item.description !== '' && (
        <p className={styles.description} lang={langOf(item, 'description')}>
          {item.description}
        </p>
      )}
      <GuestMarks item={item} />
      {avoided.length > 0 && (
        <p className={styles.avoided}>
          <TriangleAlert aria-hidden="true" />
          {t('guest.avoid.warning', { names: avoided.join(', ') })}
        </p>
      )}
      {item.alcohol && <p className={styles.age}>{t('guest.fact.alcohol-rule')}</p>}
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
        {item.available ? t(changes ? 'guest.item.change' : 'guest.item.add') : <GuestAwayWord item={item} />}
      </Button>
    </>
  );
}

/** The first group that still asks for something, in sight and under the finger. */
function showGroup(group: Element | undefined): void {
  group?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  group?.querySelector<HTMLElement>('input:not(:disabled), button:not(:disabled)')?.focus({ preventScroll: true });
}
