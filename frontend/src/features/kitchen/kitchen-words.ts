import type { MenuId, OptionId } from '@tableorder/contract/ids';
import type { Menu, MenuItem } from '@tableorder/contract/menu';

/** What the menu says of a dish in the kitchen's language. */
export interface DishWords {
  readonly name: string;
  readonly allergens: MenuItem['allergens'];
  readonly options: ReadonlyMap<OptionId, string>;
}
export type MenuWords = ReadonlyMap<MenuId, DishWords>;

export const NO_WORDS: MenuWords = new Map();

/** The dishes by id: an order's own names are in the shop's language, the cook may read another. */
export const menuWords = ({ categories }: Menu): MenuWords =>
  new Map(
    categories.flatMap(({ items }) =>
      items.map((item) => [
        item.id,
        {
          name: item.name,
          allergens: item.allergens,
          options: new Map(item.optionGroups.flatMap(({ options }) => options.map(({ id, name }) => [id, name] as const))),
        },
      ]),
    ),
  );
