import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/staff.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export interface StaffMovesProps {
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly busy?: boolean | undefined;
  readonly onMove: (by: -1 | 1) => void;
}

/** One row of a list up or down. A row that moves loses the focus: it gets it back, for the next tap is meant for the same row. */
export function StaffMoves({ name, index, count, busy = false, onMove }: StaffMovesProps) {
  const { t } = useT();
  const place = useRef<HTMLSpanElement>(null);
  const pressed = useRef<{ readonly by: -1 | 1; readonly from: number } | null>(null);
  useEffect(() => {
    if (pressed.current === null || pressed.current.from === index) return;
    const [up, down] = place.current?.querySelectorAll('button') ?? [];
    const both = pressed.current.by === -1 ? [up, down] : [down, up];
    both.find((button) => button?.disabled === false)?.focus();
    pressed.current = null;
  });
  const press = (by: -1 | 1) => {
    pressed.current = { by, from: index };
    onMove(by);
  };
  return (
    <span ref={place}>
      <IconButton
        label={t('staff.menu.up', { name })}
        icon={<ArrowUp aria-hidden="true" />}
        disabled={index === 0 || busy}
        onPress={() => press(-1)}
      />
      <IconButton
        label={t('staff.menu.down', { name })}
        icon={<ArrowDown aria-hidden="true" />}
        disabled={index === count - 1 || busy}
        onPress={() => press(1)}
      />
    </span>
  );
}
