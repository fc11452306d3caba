import type { CategoryId } from '@tableorder/contract/ids';
import type { Menu, MenuItem } from '@tableorder/contract/menu';

/** A category of the first level, with what stands in it and in those under it. */
export interface MenuSection {
  readonly id: CategoryId;
  readonly name: string;
  /** One hue a category, far from its neighbours'. */
  readonly hue: number;
  readonly groups: readonly { readonly id: CategoryId; readonly name: string | null; readonly items: readonly MenuItem[] }[];
}

const GOLDEN_ANGLE = 137.5;

/** The menu as it is read from top to bottom; categories without a dish are left out. */
export function sectionsOf(menu: Menu): MenuSection[] {
  return menu.categories
    .filter(({ parentId }) => parentId === null)
    .map((top, at) => {
      const own = { id: top.id, name: null, items: top.items };
      const under = menu.categories.filter(({ parentId }) => parentId === top.id);
      const groups = [own, ...under].filter(({ items }) => items.length > 0);
      return { id: top.id, name: top.name, hue: Math.round(40 + at * GOLDEN_ANGLE) % 360, groups };
    })
    .filter(({ groups }) => groups.length > 0);
}
