import type { RefObject } from 'react';
import { useT } from '../i18n/guest.ts';
import styles from './guest-skip-links.module.css';

/** The first stop of the tab key: past the head and forty categories to the dishes, or to what was chosen. */
export function GuestSkipLinks({ main }: { readonly main: RefObject<HTMLElement | null> }) {
  const { t } = useT();
  // Buttons, because the address stays: what stands behind its `#` is a table's secret.
  const skip = (element: HTMLElement | null) => {
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className={styles.links}>
      <button type="button" className={styles.link} onClick={() => skip(main.current)}>
        {t('guest.skip.menu')}
      </button>
      <button type="button" className={styles.link} onClick={() => skip(document.getElementById('cart'))}>
        {t('guest.skip.cart')}
      </button>
    </div>
  );
}
