import { useEffect, useRef, useState } from 'react';

/** A screen further is near: a row is whole before it is seen. */
const AHEAD = '100% 0%';

const watched = new WeakMap<Element, () => void>();
let watcher: IntersectionObserver | null = null;

/** One for all rows; its root is the window. */
function watch(element: Element, onNear: () => void): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) watched.get(target)?.();
    },
    { rootMargin: AHEAD },
  );
  const observer = watcher;
  watched.set(element, onNear);
  observer.observe(element);
  return () => {
    watched.delete(element);
    observer.unobserve(element);
  };
}

/** Whether an element has come near the screen; once near it stays so. `from` true is near from the beginning. */
export function useNear<E extends Element>(from: boolean) {
  const ref = useRef<E>(null);
  const [near, setNear] = useState(from || typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    const element = ref.current;
    if (near || element === null) return;
    return watch(element, () => setNear(true));
  }, [near]);
  return { ref, near };
}
