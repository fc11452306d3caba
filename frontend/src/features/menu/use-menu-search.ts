import type { MenuItem } from '@tableorder/contract/menu';
import { useMemo } from 'react';
import { findDishes, searchIndex } from './guest-search.rules.ts';
import type { MenuSection } from './guest-sections.ts';

interface Found {
  readonly item: MenuItem;
  /** Of its category. */
  readonly hue: number;
}

interface Searched extends Found {
  readonly name: string;
  readonly description: string;
  readonly alsoNamed: readonly string[] | undefined;
}

/** Ranks dishes for whoever has typed nothing yet, or nothing that is here. */
const SUGGESTED = 6;

const searched = (sections: readonly MenuSection[]) =>
  sections.flatMap(({ name, hue, groups }) =>
    groups.flatMap((group) =>
      group.items.map((item) => {
        const dish: Searched = { item, hue, name: item.name, description: item.description, alsoNamed: item.alsoNamed };
        return { dish, categories: group.name === null ? [name] : [group.name, name] };
      }),
    ),
  );

/** What the guest may mean by what stands in the field. */
export function useMenuSearch(
  sections: readonly MenuSection[],
  query: string,
): { readonly found: readonly Found[]; readonly popular: readonly Found[] } {
  const dishes = useMemo(() => searched(sections), [sections]);
  const index = useMemo(() => searchIndex(dishes), [dishes]);
  const found = useMemo(() => findDishes(index, query), [index, query]);
  const popular = useMemo(() => {
    const liked = dishes.map(({ dish }) => dish).filter(({ item }) => item.available && item.badges.length > 0);
    return liked.sort((a, b) => Number(b.item.badges.includes('popular')) - Number(a.item.badges.includes('popular'))).slice(0, SUGGESTED);
  }, [dishes]);
  return { found, popular };
}
