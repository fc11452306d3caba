import { useEffect, useState } from 'react';
import { useT } from '../i18n/staff.ts';
import { ConnectionLine } from '../ui/connection-line.tsx';
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
  const lost = line === 'offline';
  return (
    <div className={styles.place}>
      <ConnectionLine
        state={!broken || !(told || lost) ? 'online' : lost ? 'lost' : 'connecting'}
        text={t(lost ? 'staff.line.offline' : 'staff.line.connecting')}
      />
    </div>
  );
}
