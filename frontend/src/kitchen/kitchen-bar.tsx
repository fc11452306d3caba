import { fromInstant, toInstant } from '@tableorder/contract/time';
import ListOrdered from 'lucide-react/icons/list-ordered';
import PackageX from 'lucide-react/icons/package-x';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Settings from 'lucide-react/icons/settings';
import Volume2 from 'lucide-react/icons/volume-2';
import VolumeX from 'lucide-react/icons/volume-x';
import { memo, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Sign } from '../features/access/staff-sign.ts';
import { formatTime } from '../i18n/dates.ts';
import { useT } from '../i18n/kitchen.ts';
import type { Chime } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import type { StreamState } from '../lib/stream.ts';
import { useNow } from '../lib/use-now.ts';
import { classNames } from '../ui/class-names.ts';
import { ConnectionLine } from '../ui/connection-line.tsx';
import styles from './kitchen-bar.module.css';
import type { DeviceKeeper } from './kitchen-device.ts';
import type { OpenSheet } from './kitchen-sheets.tsx';

/** A sign-in that ends within this is spoken of: a display must not go dark in the middle of the evening. */
const EXPIRY_MS = 30 * 60_000;
/** A break that heals within this is not worth a word. */
const PATIENCE_MS = 1_500;

export interface KitchenBarProps {
  readonly name: string;
  readonly open: number;
  readonly late: number;
  readonly line: StreamState;
  readonly chime: Chime;
  readonly device: DeviceKeeper;
  readonly sign: Sign;
  readonly onSheet: (sheet: OpenSheet) => void;
}

export const KitchenBar = memo(function KitchenBar({ name, open, late, line, chime, device, sign, onSheet }: KitchenBarProps) {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const { allDay } = useSyncExternalStore(device.subscribe, device.snapshot);
  const now = useNow(10_000);
  const expiresAt = sign.present()?.expiresAt;
  const expires = expiresAt !== undefined && fromInstant(expiresAt) - now < EXPIRY_MS ? expiresAt : null;
  return (
    <header className={styles.place}>
      <div className={styles.bar}>
        <strong className={styles.name}>{name}</strong>
        <p className={styles.figure}>
          <span>{t('kitchen.open')}</span>
          <strong>{open}</strong>
        </p>
        <p className={classNames(styles.figure, late > 0 && styles.late)}>
          <span>{t('kitchen.late.count')}</span>
          <strong>{late}</strong>
        </p>
        <time className={styles.clock}>{formatTime(toInstant(now), locale, store.timeZone)}</time>
        <nav className={styles.acts} aria-label={t('kitchen.device')}>
          <BarButton
            icon={<ListOrdered aria-hidden="true" />}
            word={t('kitchen.allday')}
            pressed={allDay}
            onPress={() => device.put({ allDay: !allDay })}
          />
          <BarButton icon={<RotateCcw aria-hidden="true" />} word={t('kitchen.recent')} onPress={() => onSheet({ kind: 'recent' })} />
          <BarButton icon={<PackageX aria-hidden="true" />} word={t('kitchen.soldout')} onPress={() => onSheet({ kind: 'sold-out' })} />
          <SoundButton chime={chime} device={device} />
          <BarButton icon={<Settings aria-hidden="true" />} word={t('kitchen.device')} bare onPress={() => onSheet({ kind: 'device' })} />
        </nav>
      </div>
      {expires !== null && (
        <p className={styles.expiry} role="status">
          <span>{t('kitchen.expiry', { time: formatTime(expires, locale, store.timeZone) })}</span>
          <button type="button" onClick={() => onSheet({ kind: 'sign-in' })}>
            {t('kitchen.expiry.go')}
          </button>
        </p>
      )}
      <LiveLine line={line} />
    </header>
  );
});

interface BarButtonProps {
  readonly icon: ReactNode;
  readonly word: string;
  readonly pressed?: boolean;
  /** The icon alone, whatever the width. */
  readonly bare?: boolean;
  readonly onPress: () => void;
}
function BarButton({ icon, word, pressed, bare = false, onPress }: BarButtonProps) {
  return (
    <button type="button" className={styles.act} title={word} aria-label={word} aria-pressed={pressed} onClick={onPress}>
      {icon}
      {!bare && <span className={styles.word}>{word}</span>}
    </button>
  );
}

function SoundButton({ chime, device }: { readonly chime: Chime; readonly device: DeviceKeeper }) {
  const { t } = useT();
  const { quiet } = useSyncExternalStore(device.subscribe, device.snapshot);
  const able = useSyncExternalStore(chime.subscribe, chime.isUnlocked);
  return (
    <BarButton
      icon={able && !quiet ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
      word={quiet ? t('kitchen.sound.on') : able ? t('kitchen.sound.off') : t('kitchen.sound.touch')}
      bare={able && !quiet}
      onPress={() => {
        // The touch itself unlocks the sound: then it must not also turn it off.
        if (able || quiet) device.put({ quiet: !quiet });
      }}
    />
  );
}

/** Says when the tickets are not live: a kitchen that does not know it is blind cooks nothing. */
function LiveLine({ line }: { readonly line: StreamState }) {
  const { t } = useT();
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (line === 'live') return setTold(false);
    const timer = setTimeout(() => setTold(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [line]);
  const lost = line === 'offline';
  return (
    <ConnectionLine
      state={line === 'live' || !(told || lost) ? 'online' : lost ? 'lost' : 'connecting'}
      text={t(lost ? 'kitchen.line.offline' : 'kitchen.line.connecting')}
    />
  );
}
