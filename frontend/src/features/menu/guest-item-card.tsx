import type { MenuItem } from '@tableorder/contract/menu';
import { memo } from 'react';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './guest-item-card.module.css';
import { GuestAwayWord, GuestCardMarks } from './guest-marks.tsx';

export interface GuestItemCardProps {
  readonly item: MenuItem;
  readonly currency: string;
  readonly hue: number;
  readonly eager: boolean | 'first';
  readonly onOpen: (item: MenuItem) => void;
}

/** One dish: a row on a phone, a picture card on a tablet. What is sold out keeps its place. Its name comes first for who hears it. */
export const GuestItemCard = memo(function GuestItemCard({ item, currency, hue, eager, onOpen }: GuestItemCardProps) {
  const { t, locale } = useT();
  const away = !item.available;
  return (
    <li className={styles.place}>
      <button type="button" className={classNames(styles.card, away && styles.away)} onClick={() => onOpen(item)}>
        <span className={styles.words}>
          <span className={styles.name} lang={langOf(item, 'name')}>
            {item.name}
          </span>
          {item.description !== '' && (
            <span className={styles.description} lang={langOf(item, 'description')}>
              {item.description}
            </span>
          )}
          <GuestCardMarks item={item} />
          <span className={styles.price}>
            {away && (
              <span className={styles.word}>
                <GuestAwayWord item={item} />
              </span>
            )}
            <Money amount={item.price} currency={currency} locale={locale} strength={away ? 'inherit' : 'strong'} />
          </span>
        </span>
        <span className={styles.picture}>
          <Picture
            images={item.images}
            placeholder={item.placeholder}
            alt=""
            sizes="(min-width: 1024px) 240px, (min-width: 720px) 32vw, 116px"
            ratio="4/3"
            hue={hue}
            eager={eager}
            faded={away}
          />
          {!away && item.badges.length > 0 && (
            <span className={styles.badges}>
              {item.badges.map((badge) => (
                <span key={badge} className={styles.badge}>
                  {t(`guest.badge.${badge}`)}
                </span>
              ))}
            </span>
          )}
        </span>
      </button>
    </li>
  );
});
