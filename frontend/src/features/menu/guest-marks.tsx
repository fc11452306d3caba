import type { MenuItem } from '@tableorder/contract/menu';
import Flame from 'lucide-react/icons/flame';
import { useT } from '../../i18n/guest.ts';
import styles from './guest-marks.module.css';

const FLAMES = [1, 2, 3] as const;

/** What a glance should know of a dish: liked, new, how hot, with alcohol. */
export function GuestMarks({ item }: { readonly item: Pick<MenuItem, 'badges' | 'spiceLevel' | 'alcohol'> }) {
  const { t } = useT();
  const { badges, spiceLevel, alcohol } = item;
  if (badges.length === 0 && spiceLevel === 0 && !alcohol) return null;
  return (
    <span className={styles.marks}>
      {badges.map((badge) => (
        <span key={badge} className={styles.badge}>
          {t(`guest.badge.${badge}`)}
        </span>
      ))}
      {spiceLevel > 0 && (
        <span className={styles.spice}>
          <span className="seen-by-readers-only">{t('guest.spice', { level: spiceLevel })}</span>
          {FLAMES.slice(0, spiceLevel).map((flame) => (
            <Flame key={flame} aria-hidden="true" />
          ))}
        </span>
      )}
      {alcohol && <span className={styles.adult}>{t('guest.alcohol.short')}</span>}
    </span>
  );
}
