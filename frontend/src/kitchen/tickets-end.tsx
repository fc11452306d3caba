import ArrowRight from 'lucide-react/icons/arrow-right';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/kitchen.ts';
import styles from './kitchen-screen.module.css';

/** Nearly all of the last column, or there is more than one sees. */
const WHOLE = 0.9;

/** Stands behind the last ticket: while it is beyond the edge, the screen says that there are more, and leads there. */
export function TicketsEnd({ place }: { readonly place: RefObject<HTMLElement | null> }) {
  const { t } = useT();
  const end = useRef<HTMLSpanElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    if (end.current === null) return;
    const seen = new IntersectionObserver(([entry]) => setMore(entry !== undefined && entry.intersectionRatio < WHOLE), {
      root: place.current,
      threshold: WHOLE,
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [place]);
  return (
    <>
      <span ref={end} className={styles.end} />
      {more && (
        <button
          type="button"
          className={styles.more}
          onClick={() => place.current?.scrollBy({ left: place.current.clientWidth * 0.8, top: place.current.clientHeight * 0.8 })}
        >
          {t('kitchen.more.tickets')}
          <ArrowRight aria-hidden="true" />
        </button>
      )}
    </>
  );
}
