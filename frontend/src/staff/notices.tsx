import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './notices.module.css';

/** Undefined where no shell stands around; null until it does. */
const Place = createContext<HTMLElement | null | undefined>(undefined);

/** The place over every screen for what comes by itself and must be seen: over the page and not in it, so that nothing near a finger jumps. */
export function NoticesPlace({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Place.Provider value={place}>
      {children}
      <div ref={setPlace} className={styles.place} />
    </Place.Provider>
  );
}

/** Puts its content into that place, from whatever screen knows of it. */
export function Notice({ children }: { readonly children: ReactNode }) {
  const place = useContext(Place);
  if (place === undefined) return children;
  return place && createPortal(children, place);
}
