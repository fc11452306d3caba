import type { MenuItem } from '@tableorder/contract/menu';
import Check from 'lucide-react/icons/check';
import CircleCheck from 'lucide-react/icons/circle-check';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './guest-together.module.css';
import { asksFirst } from './guest-together.rules.ts';

export interface GuestTogetherProps {
  /** What was added just now. */
  readonly added: MenuItem;
  readonly dishes: readonly MenuItem[];
  readonly currency: string;
  readonly hue: number;
  readonly onAdd: (item: MenuItem) => void;
  /** It asks for a choice: its own sheet. */
  readonly onChoose: (item: MenuItem) => void;
}

/** After a dish was added: what the owner says goes with it, one tap each. */
export function GuestTogether({ added, dishes, currency, hue, onAdd, onChoose }: GuestTogetherProps) {
  const { t, locale } = useT();
  const [taken, setTaken] = useState<readonly MenuItem[]>([]);
  const list = useRef<HTMLUListElement>(null);
  // What had the focus, the button that added, has gone.
  useEffect(() => list.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const last = taken.at(-1) ?? added;
  return (
    <div className={styles.together}>
      <p className={styles.added} role="status">
        <CircleCheck aria-hidden="true" />
        <span>{t('guest.together.added', { name: last.name })}</span>
      </p>
      <ul ref={list} className={styles.dishes}>
        {dishes.map((dish) => {
          const isTaken = taken.some(({ id }) => id === dish.id);
          return (
            <li key={dish.id} className={styles.dish}>
              <span className={styles.picture}>
                <Picture images={dish.images} alt="" sizes="72px" hue={hue} rounded />
              </span>
              <span className={styles.words}>
                <span className={styles.name} lang={langOf(dish, 'name')}>
                  {dish.name}
                </span>
                <Money amount={dish.price} currency={currency} locale={locale} strength="strong" />
              </span>
              <Button
                kind={isTaken ? 'quiet' : 'secondary'}
                icon={isTaken ? <Check aria-hidden="true" /> : undefined}
                onPress={() => {
                  if (asksFirst(dish)) return onChoose(dish);
                  if (isTaken) return;
                  setTaken([...taken, dish]);
                  onAdd(dish);
                }}
              >
                {t(asksFirst(dish) ? 'guest.together.choose' : isTaken ? 'guest.together.done' : 'guest.together.add')}
                <span className="seen-by-readers-only"> {dish.name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
