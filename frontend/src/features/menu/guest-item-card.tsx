import type { MenuItem } from '@tableorder/contract/menu';
import { memo } from 'react';
import { useT } from '../../i18n/guest.ts';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './guest-item-card.module.css';
import { GuestSpice } from './guest-marks.tsx';

export interface GuestItemCardProps {
  readonly item: MenuItem;
  readonly currency: string;
  readonly hue: number;
  readonly eager: boolean;
  readonly onOpen: (item: MenuItem) => void;
}

/** One dish: a row on a phone, a picture card on a tablet. What is sold out keeps its place. */
export const GuestItemCard = memo(function GuestItemCard({ item, currency, hue, eager, onOpen }: GuestItemCardProps) {
  const { t, locale } = useT();
  const away = !item.available;
  return (
    <li className={styles.place}>
      <button type="button" className={classNames(styles.card, away && styles.away)} onClick={() => onOpen(item)}>
        <span className={styles.picture}>
          <Picture
            images={item.images}
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
        <span className={styles.words}>
          <span className={styles.name}>
            {item.name}
            {!away && <GuestSpice level={item.spiceLevel} />}
          </span>
          {item.description !== '' && <span className={styles.description}>{item.description}</span>}
          <span className={styles.price}>
            {away && <span className={styles.word}>{t(item.soldOut ? 'ui.sold-out' : 'guest.item.closed')}</span>}
            <Money amount={item.price} currency={currency} locale={locale} strength={away ? 'inherit' : 'strong'} />
          </span>
        </span>
      </button>
    </li>
  );
});
