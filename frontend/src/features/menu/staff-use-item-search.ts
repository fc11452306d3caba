import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { useMemo } from 'react';
import { findDishes, searchIndex } from './guest-search.rules.ts';

/** Items by what staff type, as guests find them: by name in any language, a few sounds are enough. `open` false makes nothing ready. */
export function useItemSearch(items: readonly AdminMenuItem[], look: string, open = true): readonly AdminMenuItem[] {
  const index = useMemo(() => {
    if (!open) return [];
    const dishes = items.map((item) => {
      const alsoNamed = Object.values(item.translations).flatMap(({ name }) => name ?? []);
      return { dish: { item, name: item.name, alsoNamed, description: '' }, categories: [] };
    });
    return searchIndex(dishes);
  }, [items, open]);
  return useMemo(() => findDishes(index, look).map(({ item }) => item), [index, look]);
}
