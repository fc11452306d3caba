import { useCallback, useState } from 'react';

/** A storage that the browser forbids only means that the choice is not remembered. */
function forgiving<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}

/** One of a few words that this device remembers. */
export function useKept<V extends string>(key: string, values: readonly V[], first: V): [V, (value: V) => void] {
  const [value, setValue] = useState<V>(() => values.find((one) => one === forgiving(() => localStorage.getItem(key), null)) ?? first);
  const keep = useCallback(
    (next: V) => {
      setValue(next);
      forgiving(() => localStorage.setItem(key, next), undefined);
    },
    [key],
  );
  return [value, keep];
}
