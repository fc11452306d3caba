import ArrowRight from 'lucide-react/icons/arrow-right';
import { type RefObject, useEffect, useState } from 'react';
import { useT } from '../i18n/kitchen.ts';
import styles from './kitchen-screen.module.css';

/** Nearly all of the last column, or there is more than one sees. */
const WHOLE = 0.9;

export interface TicketsEndProps {
  /** What scrolls. */
  readonly place: RefObject<HTMLElement | null>;
  /** Below the last ticket, as wide as a column. */
  readonly end: RefObject<HTMLElement | null>;
}

/** While the last ticket is beyond the edge, the screen says that there are more, and leads there. */
export function TicketsEnd({ place, end }: TicketsEndProps) {
  const { t } = useT();
  const [more, setMore] = useState(false);
  useEffect(() => {
    if (end.current === null) return;
    const seen = new IntersectionObserver(([entry]) => setMore(entry !== undefined && entry.intersectionRatio < WHOLE), {
      root: place.current,
      threshold: WHOLE,
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [place, end]);
  return (
    more && (
      <button
        type="button"
        className={styles.more}
        onClick={() => place.current?.scrollBy({ left: place.current.clientWidth * 0.8, top: place.current.clientHeight * 0.8 })}
      >
        {t('kitchen.more.tickets')}
        <ArrowRight aria-hidden="true" />
      </button>
    )
  );
}
