import HandHeart from 'lucide-react/icons/hand-heart';
import ScanLine from 'lucide-react/icons/scan-line';
import TabletSmartphone from 'lucide-react/icons/tablet-smartphone';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { GuestDoor } from './guest-door.tsx';
import type { SignState } from './guest-sign.ts';

export interface GuestOutScreenProps {
  readonly out: Extract<SignState, { readonly kind: 'out' }>;
  readonly corner: ReactNode;
  readonly onPair: () => void;
  /** What is still here of the party whose sign-in ran out. */
  readonly children?: ReactNode;
}

/** Nobody sits here: goodbye, or the way in. */
export function GuestOutScreen({ out, corner, onPair, children }: GuestOutScreenProps) {
  const { t } = useT();
  if (out.why === 'left')
    return <GuestDoor corner={corner} plate={<HandHeart />} title={t('guest.left.title')} text={t('guest.left.text')} />;
  if (out.why === 'ended') {
    return (
      <GuestDoor corner={corner} plate={<ScanLine />} title={t('guest.ended.title')} text={t('guest.ended.text')}>
        {children}
      </GuestDoor>
    );
  }
  const pair = <Button onPress={onPair}>{t('guest.out.pair')}</Button>;
  if (out.why === 'unpaired') {
    return (
      <GuestDoor
        corner={corner}
        plate={<TabletSmartphone />}
        title={t('guest.unpaired.title')}
        text={t(out.by === null ? 'guest.unpaired.text' : `guest.unpaired.by.${out.by}`)}
        action={pair}
      />
    );
  }
  return <GuestDoor corner={corner} plate={<ScanLine />} title={t('guest.out.title')} text={t('guest.out.text')} action={pair} />;
}
