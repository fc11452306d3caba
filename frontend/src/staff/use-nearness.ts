import { useEffect, useMemo, useRef, useState } from 'react';

/** So long after its last sign a finger counts as near. */
const NEAR_MS = 2_000;

/** Whether a finger, mouse or key is at work in a place: nothing may jump under it. */
export function useNearness() {
  const [near, setNear] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const watch = useMemo(() => {
    const touch = () => {
      setNear(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setNear(false), NEAR_MS);
    };
    return { onPointerDown: touch, onPointerMove: touch, onKeyDown: touch };
  }, []);
  return { near, watch };
}
