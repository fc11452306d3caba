import Volume2 from 'lucide-react/icons/volume-2';
import VolumeX from 'lucide-react/icons/volume-x';
import { useSyncExternalStore } from 'react';
import { useT } from '../i18n/staff.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useLive } from './live.tsx';

/** Turns the bell off and on; until the browser lets it ring, the first touch anywhere does. */
export function SoundButton() {
  const { t } = useT();
  const { ring } = useLive();
  const quiet = useSyncExternalStore(ring.subscribe, ring.isQuiet);
  const able = useSyncExternalStore(ring.subscribe, ring.canRing);
  const heard = able && !quiet;
  return (
    <IconButton
      label={quiet ? t('staff.sound.turn-on') : able ? t('staff.sound.turn-off') : t('staff.sound.touch')}
      icon={heard ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
      kind={heard ? 'plain' : 'filled'}
      aria-pressed={!quiet}
      onPress={() => {
        // The touch itself unlocks the sound: then it must not also turn it off.
        if (able || quiet) ring.setQuiet(!quiet);
      }}
    />
  );
}
