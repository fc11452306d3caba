import { useEffect, useRef, useState } from 'react';

/** The smooth scroll to a chosen section passes others: they are not "current" on the way. */
const SETTLED_MS = 700;

export interface InSight {
  readonly current: string;
  /** `shown` is another element to scroll to, such as the heading above the section. */
  readonly choose: (id: string, shown?: string) => void;
}

/** Which section is being read, and the way to another. Sections are elements with these ids. */
export function useSectionInSight(ids: readonly string[]): InSight {
  const [current, setCurrent] = useState(ids[0] ?? '');
  const chosenUntil = useRef(0);
  const all = ids.join(' ');

  useEffect(() => {
    if (all === '') return;
    const order = all.split(' ');
    setCurrent((now) => (order.includes(now) ? now : (order[0] ?? '')));
    if (typeof IntersectionObserver === 'undefined') return;
    const inSight = new Set<string>();
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) inSight.add(target.id);
        else inSight.delete(target.id);
      }
      const first = order.find((id) => inSight.has(id));
      if (first !== undefined && performance.now() > chosenUntil.current) setCurrent(first);
    };
    // The band under the sticky bars in which a section counts as being read.
    const observer = new IntersectionObserver(look, { rootMargin: '-160px 0px -55% 0px' });
    for (const id of order) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [all]);

  const choose = (id: string, shown = id) => {
    chosenUntil.current = performance.now() + SETTLED_MS;
    setCurrent(id);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    document.getElementById(shown)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  };
  return { current, choose };
}
