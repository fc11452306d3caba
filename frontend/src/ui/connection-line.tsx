import CloudOff from 'lucide-react/icons/cloud-off';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Wifi from 'lucide-react/icons/wifi';
import WifiOff from 'lucide-react/icons/wifi-off';
import styles from './connection-line.module.css';

const ICONS = { offline: WifiOff, back: Wifi, connecting: RefreshCw, lost: CloudOff } as const;

export interface ConnectionLineProps {
  /** `back` is shown a moment after the line returns; `online` shows nothing; `lost` where nobody may miss it. */
  readonly state: 'online' | keyof typeof ICONS;
  readonly text: string;
}

/** A thin honest line: the words are spoken once. */
export function ConnectionLine({ state, text }: ConnectionLineProps) {
  const Icon = state === 'online' ? null : ICONS[state];
  return (
    <div role="status">
      {Icon && (
        <p className={`${styles.line} ${styles[state]}`}>
          <Icon aria-hidden="true" />
          {text}
        </p>
      )}
    </div>
  );
}
