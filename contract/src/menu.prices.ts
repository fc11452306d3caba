import { endpoint, MANAGERS } from './endpoint.ts';
import { id, type MenuId } from './ids.ts';
import { price } from './money.ts';
import { anyText, count, list, object, type Static } from './schema.ts';

/** One price as the preview showed it: what it was, and what it becomes. */
export const PriceChange = object({ menuId: id<MenuId>(), from: price(), to: price() });
export type PriceChange = Static<typeof PriceChange>;

export const priceProblems = {
  'menu/prices-changed': {
    status: 409,
    title: 'Some price is not what the preview showed; nothing was changed',
    params: object({ items: list(object({ menuId: id<MenuId>(), name: anyText(), price: price() })) }),
  },
} as const;

export const changePrices = endpoint({
  method: 'POST',
  path: '/api/admin/menus/prices',
  summary: 'Change many prices at once, each from what the preview showed: all of them or none',
  callers: MANAGERS,
  body: object({ changes: list(PriceChange, { min: 1, max: 1000 }) }),
  reply: { 200: object({ changed: count({ min: 0, max: 1000 }) }) },
  problems: ['menu/prices-changed', 'menu/negative-price-of', 'menu/option-bounds'],
});
