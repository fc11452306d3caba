import type { MenuItem, ServingHours } from '@tableorder/contract/menu';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import styles from './guest-item-facts.module.css';

const SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;

/** `월–금 11:00–14:00`, each range on its own. */
function hoursInWords(hours: ServingHours, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return hours
    .map(({ weekdays, from, to }) => {
      const days = weekdays.length === 7 ? '' : `${weekdays.map((weekday) => day.format(SUNDAY + weekday * DAY_MS)).join('·')} `;
      return `${days}${from}–${to}`;
    })
    .join(', ');
}

/** What the law and the careful want to know, in words. */
export function GuestItemFacts({ item }: { readonly item: MenuItem }) {
  const { t, locale } = useT();
  const facts: [string, string, lang?: string | undefined][] = [];
  if (item.allergens.length > 0)
    facts.push([t('guest.fact.allergens'), item.allergens.map((name) => t(`guest.allergen.${name}`)).join(', ')]);
  if (item.origin !== null) facts.push([t('guest.fact.origin'), item.origin, langOf(item, 'origin')]);
  if (item.servingHours !== null) facts.push([t('guest.fact.hours'), hoursInWords(item.servingHours, locale)]);
  if (item.alcohol) facts.push([t('guest.fact.alcohol'), t('guest.fact.alcohol-rule')]);
  if (facts.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {facts.map(([name, words, lang]) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd lang={lang}>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
