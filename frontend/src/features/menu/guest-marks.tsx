import type { MenuItem } from '@tableorder/contract/menu';
import Flame from 'lucide-react/icons/flame';
import { useT } from '../../i18n/guest.ts';
import styles from './guest-marks.module.css';

const FLAMES = [1, 2, 3] as const;

/** How hot, beside the name; in words for those who do not see it. */
export function GuestSpice({ level }: { readonly level: number }) {
  const { t } = useT();
  if (level === 0) return null;
  return (
    <>
      {'\u00a0'}
      <span className={styles.spice}>
        <span className="seen-by-readers-only">{t('guest.spice', { level })}</span>
        {FLAMES.slice(0, level).map((flame) => (
          <Flame key={flame} aria-hidden="true" />
        ))}
      </span>
    </>
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
          <span className={styles.spice} aria-hidden="true">
            {FLAMES.slice(0, spiceLevel).map((flame) => (
              <Flame key={flame} />
            ))}
          </span>
          {t('guest.spice', { level: spiceLevel })}
        </li>
      )}
      {alcohol && <li className={styles.mark}>{t('guest.alcohol.short')}</li>}
    </ul>
  );
}
