import Wifi from 'lucide-react/icons/wifi';
import WifiOff from 'lucide-react/icons/wifi-off';
import styles from './connection-line.module.css';

export interface ConnectionLineProps {
  /** `back` is shown a moment after the line returns; `online` shows nothing. */
  readonly state: 'online' | 'offline' | 'back';
  readonly text: string;
}

/** A thin honest line: it never covers anything, and the words are spoken once. */
export const ConnectionLine = ({ state, text }: ConnectionLineProps) => (
  <div role="status" className={styles.place}>
    {state !== 'online' && (
      <p className={`${styles.line} ${styles[state]}`}>
        {state === 'offline' ? <WifiOff aria-hidden="true" /> : <Wifi aria-hidden="true" />}
        {text}
      </p>
    )}
  </div>
);
