import type { OrderId } from '@tableorder/contract/ids';
import { useEffect, useRef } from 'react';
import type { Chime, Voice } from '../lib/sound.ts';

/** Rings once for what is new at this station; what was there when the screen was opened is not new. */
export function useNewTicketSound(ids: readonly OrderId[], chime: Chime, voice: Voice | null): void {
  const known = useRef<ReadonlySet<OrderId> | null>(null);
  useEffect(() => {
    const before = known.current;
    const rings = before !== null && ids.some((id) => !before.has(id));
    // An order that was bumped and called back is not new: what was once here stays known.
    known.current = new Set([...(before ?? []), ...ids]);
    if (rings && voice !== null) chime.play('order', voice);
  }, [ids, chime, voice]);
}
