import type { OptionId } from '@tableorder/contract/ids';
import { LOCALES, type Locale } from '@tableorder/contract/locale';
import type { MenuItem } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { digitsOf } from '@tableorder/contract/money.text';
import { priceLine, readChoice } from '@tableorder/contract/orders.rules';
import { useEffect, useMemo, useState } from 'react';
import { guestLanguage, type Key, useT as useGuestT } from '../../i18n/guest.ts';
import { languageTag, type Words } from '../../i18n/language.ts';
import { Spoken } from '../../i18n/language-provider.tsx';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { GuestItemCard } from './guest-item-card.tsx';
import { GuestItemFacts } from './guest-item-facts.tsx';
import { GuestMarks } from './guest-marks.tsx';
import { GuestOptionGroup } from './guest-option-group.tsx';
import { MenuReaderProvider } from './guest-reader.tsx';
import styles from './staff-item-preview.module.css';
import { type ItemDraft, previewItem } from './staff-menu-draft.ts';
import type { StaffMenu } from './staff-use-menu.ts';

export interface StaffItemPreviewProps {
  readonly draft: ItemDraft;
  readonly present: AdminMenuItem | null;
  /** Of a photo that is chosen and not sent yet. */
  readonly photoUrl: string | null;
  readonly menu: StaffMenu;
}

/** What guests would see if it were saved now, in each of their languages: their own parts, with their own words. */
export function StaffItemPreview({ draft, present, photoUrl, menu }: StaffItemPreviewProps) {
  const { t, locale: staffLocale } = useT();
  const { store } = useStaffWork();
  const [locale, setLocale] = useState<Locale>(staffLocale);
  const [words, setWords] = useState<{ readonly locale: Locale; readonly words: Words<Key> } | null>(null);
  useEffect(() => {
    let wanted = true;
    guestLanguage.load(locale).then(
      (arrived) => wanted && setWords({ locale, words: arrived }),
      // The words of the last language stay: the texts of the item are what the preview is for.
      (error: unknown) => console.warn(`guests’ words of ${locale} did not arrive`, error),
    );
    return () => {
      wanted = false;
    };
  }, [locale]);
  const reader = useMemo(() => ({ timeZone: store.timeZone, avoided: [], onAvoid: () => {} }), [store.timeZone]);
  const images = photoUrl ? [{ width: 800, url: photoUrl }] : (present?.images ?? []);
  const item = {
    ...previewItem(draft, present, menu.library, locale, digitsOf(store.currency)),
    images,
    imageUrl: images.at(-1)?.url ?? null,
  } as MenuItem;
  const together = draft.recommendedIds
    .flatMap((id) => menu.items.find((other) => other.id === id && other.state !== 'hidden') ?? [])
    .map(({ id, name, price, translations }) => ({ id, name: translations[locale]?.name || name, price }));
  return (
    <aside className={styles.preview} aria-label={t('staff.menu.preview')}>
      <h3 className={styles.heading}>{t('staff.menu.preview')}</h3>
      <Segmented
        label={t('staff.menu.preview.language')}
        options={LOCALES.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
        value={locale}
        onChange={setLocale}
      />
      {words && (
        <Spoken words={words.words} locale={words.locale} languages={LOCALES}>
          <MenuReaderProvider reader={reader}>
            <div className={styles.phone} lang={languageTag(words.locale)}>
              <GuestSight item={item} together={together} currency={store.currency} />
            </div>
          </MenuReaderProvider>
        </Spoken>
      )}
    </aside>
  );
}

interface GuestSightProps {
  readonly item: MenuItem;
  /** What guests are shown once it is in the cart. */
  readonly together: readonly Pick<MenuItem, 'id' | 'name' | 'price'>[];
  readonly currency: string;
}

function GuestSight({ item, together, currency }: GuestSightProps) {
  const { t, locale } = useGuestT();
  const [chosen, setChosen] = useState<OptionId[]>([]);
  const choice = readChoice(item.optionGroups, chosen);
  const { subtotal } = priceLine(item, choice.chosen, 1);
  return (
    <div className={styles.screen}>
      <ul className={styles.card}>
        <GuestItemCard item={item} currency={currency} hue={40} eager onOpen={() => {}} />
      </ul>
      <div className={styles.sheet}>
        <Picture key={item.imageUrl} images={item.images} alt="" sizes="320px" ratio="4/3" hue={40} eager faded={!item.available} />
        <div className={styles.words}>
          <p className={styles.name}>{item.name}</p>
          <Money amount={item.price} currency={currency} locale={locale} strength="total" />
          {item.description !== '' && <p className={styles.description}>{item.description}</p>}
          <GuestMarks item={item} />
          {item.optionGroups.map((group) => (
            <GuestOptionGroup key={group.id} group={group} currency={currency} optionIds={chosen} missing={false} onChange={setChosen} />
          ))}
          <GuestItemFacts item={item} />
          {together.length > 0 && (
            <section>
              <p className={styles.together}>{t('guest.together.title')}</p>
              <ul>
                {together.map(({ id, name, price }) => (
                  <li key={id} className={styles.dish}>
                    <span>{name}</span>
                    <Money amount={price} currency={currency} locale={locale} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <p className={styles.foot}>
          <span>{item.available ? t('guest.item.add') : t(item.soldOut ? 'ui.sold-out' : 'guest.item.closed')}</span>
          <Money amount={subtotal} currency={currency} locale={locale} />
        </p>
      </div>
    </div>
  );
}
