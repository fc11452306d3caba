import type { CategoryId } from '@tableorder/contract/ids';
import type { Menu, MenuItem } from '@tableorder/contract/menu';
import { langOf } from '../../i18n/text-lang.ts';

/** A category of the first level, with what stands in it and in those under it. */
export interface MenuSection {
  readonly id: CategoryId;
  readonly name: string;
  /** Of the name, when it is not in the page's language. */
  readonly lang: string | undefined;
  /** One hue a category, far from its neighbours'. */
  readonly hue: number;
  readonly groups: readonly MenuGroup[];
}
export interface MenuGroup {
  readonly id: CategoryId;
  /** Null for what stands in the category itself. */
  readonly name: string | null;
  readonly lang: string | undefined;
  readonly items: readonly MenuItem[];
}

/** The element of a group on the page. */
export const groupAnchor = (id: CategoryId): string => `group-${id}`;

const GOLDEN_ANGLE = 137.5;

/** The menu as it is read from top to bottom; categories without a dish are left out. */
export function sectionsOf(menu: Menu): MenuSection[] {
  return menu.categories
    .filter(({ parentId }) => parentId === null)
    .map((top, at) => {
      const own = { id: top.id, name: null, lang: undefined, items: top.items };
      const under = menu.categories
        .filter(({ parentId }) => parentId === top.id)
        .map((category) => ({ id: category.id, name: category.name, lang: langOf(category, 'name'), items: category.items }));
      const groups = [own, ...under].filter(({ items }) => items.length > 0);
      return { id: top.id, name: top.name, lang: langOf(top, 'name'), hue: Math.round(40 + at * GOLDEN_ANGLE) % 360, groups };
    })
    .filter(({ groups }) => groups.length > 0);
}
