import HandHeart from 'lucide-react/icons/hand-heart';
import ScanLine from 'lucide-react/icons/scan-line';
import TabletSmartphone from 'lucide-react/icons/tablet-smartphone';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { GuestDoor } from './guest-door.tsx';

export interface GuestOutScreenProps {
  readonly why: 'never' | 'left' | 'unpaired';
  readonly corner: ReactNode;
  readonly onPair: () => void;
}

/** Nobody sits here: goodbye, or the way in. */
export function GuestOutScreen({ why, corner, onPair }: GuestOutScreenProps) {
  const { t } = useT();
  if (why === 'left') return <GuestDoor corner={corner} plate={<HandHeart />} title={t('guest.left.title')} text={t('guest.left.text')} />;
  const pair = <Button onPress={onPair}>{t('guest.out.pair')}</Button>;
  if (why === 'unpaired') {
    return (
      <GuestDoor
        corner={corner}
        plate={<TabletSmartphone />}
        title={t('guest.unpaired.title')}
        text={t('guest.unpaired.text')}
        action={pair}
      />
    );
  }
  return <GuestDoor corner={corner} plate={<ScanLine />} title={t('guest.out.title')} text={t('guest.out.text')} action={pair} />;
}
