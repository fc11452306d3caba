import type { MenuItem } from '@tableorder/contract/menu';
import Flame from 'lucide-react/icons/flame';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Wine from 'lucide-react/icons/wine';
import { useT } from '../../i18n/guest.ts';
import { useNow } from '../../lib/use-now.ts';
import styles from './guest-marks.module.css';
import { useMenuReader } from './guest-reader.tsx';
import { nextServed } from './guest-served.rules.ts';

const FLAMES = [1, 2, 3] as const;
const HEAT = { 1: 'guest.spice.1', 2: 'guest.spice.2', 3: 'guest.spice.3' } as const;
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function Spice({ level }: { readonly level: number }) {
  const { t } = useT();
  const heat = FLAMES.find((flame) => flame === level);
  if (heat === undefined) return null;
  return (
    <>
      <span className={styles.spice} aria-hidden="true">
        {FLAMES.slice(0, heat).map((flame) => (
          <Flame key={flame} />
        ))}
      </span>
      {t(HEAT[heat])}
    </>
  );
}

/** What of it the party avoids. */
export function useAvoidedIn({ allergens }: Pick<MenuItem, 'allergens'>): string[] {
  const { t } = useT();
  const { avoided } = useMenuReader();
  return allergens.filter((name) => avoided.includes(name)).map((name) => t(`guest.allergen.${name}`));
}

/** Beside the name of a dish: how hot, with alcohol, with what the party avoids. Each with its sign and its word. */
export function GuestCardMarks({ item }: { readonly item: MenuItem }) {
  const { t } = useT();
  const avoided = useAvoidedIn(item);
  if (item.spiceLevel === 0 && !item.alcohol && avoided.length === 0) return null;
  return (
    <span className={styles.small}>
      {avoided.length > 0 && (
        <span className={styles.avoided}>
          <TriangleAlert aria-hidden="true" />
          {t('guest.avoid.has', { names: avoided.join(', ') })}
        </span>
      )}
      {item.spiceLevel > 0 && (
        <span className={styles.word}>
          <Spice level={item.spiceLevel} />
        </span>
      )}
      {item.alcohol && (
        <span className={styles.word}>
          <Wine aria-hidden="true" />
          {t('guest.alcohol.short')}
        </span>
      )}
    </span>
  );
}

/** The same at length, where there is room: liked, new, how hot, with alcohol. */
export function GuestMarks({ item }: { readonly item: Pick<MenuItem, 'badges' | 'spiceLevel' | 'alcohol'> }) {
  const { t } = useT();
  const { badges, spiceLevel, alcohol } = item;
  if (badges.length === 0 && spiceLevel === 0 && !alcohol) return null;
  return (
    <ul className={styles.marks}>
      {badges.map((badge) => (
        <li key={badge} className={styles.badge}>
          {t(`guest.badge.${badge}`)}
        </li>
      ))}
      {spiceLevel > 0 && (
        <li className={styles.heat}>
          <Spice level={spiceLevel} />
        </li>
      )}
      {alcohol && (
        <li className={styles.mark}>
          <Wine aria-hidden="true" />
          {t('guest.alcohol.short')}
        </li>
      )}
    </ul>
  );
}

/** Why it cannot be had now: sold out, or from when it is served again. */
export function GuestAwayWord({ item }: { readonly item: Pick<MenuItem, 'soldOut' | 'servingHours'> }) {
  const { t, locale } = useT();
  const { timeZone } = useMenuReader();
  const now = useNow(MINUTE_MS);
  if (item.soldOut) return t('ui.sold-out');
  const next = item.servingHours && nextServed(item.servingHours, now, timeZone);
  if (!next) return t('guest.item.closed');
  if (next.inDays === 0) return t('guest.item.from', { time: next.from });
  if (next.inDays === 1) return t('guest.item.from-tomorrow', { time: next.from });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(SUNDAY + next.weekday * DAY_MS);
  return t('guest.item.from-day', { day, time: next.from });
}
