import CloudOff from 'lucide-react/icons/cloud-off';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/staff.ts';
import { useBoard } from './live.tsx';
import styles from './live-line.module.css';

/** A break that heals within this is not worth a word. */
const PATIENCE_MS = 1_500;

/** Says when the board is not live: first that it reconnects, in red when nothing comes through any more. */
export function LiveLine() {
  const { t } = useT();
  const { line, board } = useBoard();
  const broken = line !== 'live' && board !== null;
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!broken) return setTold(false);
    const timer = setTimeout(() => setTold(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [broken]);
  const severe = line === 'offline';
  return (
    <div role="status" className={styles.place}>
      {broken && (told || severe) && (
        <p className={`${styles.line} ${severe ? styles.severe : styles.mild}`}>
          {severe ? <CloudOff aria-hidden="true" /> : <RefreshCw aria-hidden="true" />}
          {t(severe ? 'staff.line.offline' : 'staff.line.connecting')}
        </p>
      )}
    </div>
  );
}
