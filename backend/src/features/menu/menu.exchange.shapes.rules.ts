import { ALLERGENS, BADGES, description, menuName, ServingHours, Translations } from '@tableorder/contract/menu';
import { aState } from '@tableorder/contract/menu.admin';
import type { ImportRule } from '@tableorder/contract/menu.exchange';
import { groupInput, OPTIONS_OF_A_GROUP, optionInput } from '@tableorder/contract/menu.options';
import { price } from '@tableorder/contract/money';
import { anyText, count, flag, list, nullable, object, oneOf, optional, type Static, text } from '@tableorder/contract/schema';
import { Compile } from 'typebox/compile';

/** A group in a file: an item's own, or with `library` one of the store's library by its name (made when it is not there). */
const ExchangeGroup = object({
  library: optional(flag()),
  ...groupInput,
  options: list(object(optionInput), OPTIONS_OF_A_GROUP),
});
export type ExchangeGroup = Static<typeof ExchangeGroup>;

/** One item of a file. What a file leaves out stays as it is. */
const ExchangeItem = object({
  id: optional(anyText()),
  category: menuName(),
  subcategory: optional(nullable(menuName())),
  name: menuName(),
  price: price(),
  description: optional(description()),
  state: optional(aState()),
  badges: optional(list(oneOf(...BADGES), { max: 3, unique: true })),
  allergens: optional(list(oneOf(...ALLERGENS), { max: ALLERGENS.length, unique: true })),
  origin: optional(nullable(text({ max: 500 }))),
  spiceLevel: optional(count({ min: 0, max: 3 })),
  alcohol: optional(flag()),
  servingHours: optional(nullable(ServingHours)),
  dailyStock: optional(nullable(count({ min: 0, max: 9999 }))),
  translations: optional(Translations),
  options: optional(list(ExchangeGroup, { max: 20 })),
});
export type ExchangeItem = Static<typeof ExchangeItem>;

export const MOST_LINES = 2000;

const item = Compile(ExchangeItem);

const RULES: Readonly<Record<string, ImportRule>> = {
  required: 'required',
  minLength: 'required',
  maxLength: 'too-long',
  pattern: 'text',
  minimum: 'range',
  maximum: 'range',
  enum: 'word',
  uniqueItems: 'word',
  maxItems: 'too-many',
  additionalProperties: 'column-unknown',
};
const TYPE_RULES: Readonly<Record<string, ImportRule>> = {
  price: 'number',
  spiceLevel: 'number',
  dailyStock: 'number',
  options: 'options',
  servingHours: 'hours',
};

export interface ShapeFault {
  readonly field: string;
  readonly rule: ImportRule;
}

/** The value as an item of a file, or what is wrong with it: one fault a field. */
export function checkShape(value: unknown): ExchangeItem | ShapeFault[] {
  if (item.Check(value)) return value;
  const faults = new Map<string, ShapeFault>();
  for (const { instancePath, keyword, params } of item.Errors(value)) {
    const named =
      'requiredProperties' in params
        ? params.requiredProperties[0]
        : 'additionalProperties' in params
          ? params.additionalProperties[0]
          : undefined;
    const field = instancePath.split('/')[1] ?? named ?? '';
    const whole = field === 'options' || field === 'servingHours' ? TYPE_RULES[field] : undefined;
    const blank = keyword === 'pattern' && isBlank(value, field);
    const rule = whole ?? (blank ? 'required' : (RULES[keyword] ?? TYPE_RULES[field] ?? 'text'));
    if (!faults.has(field)) faults.set(field, { field, rule });
  }
  return [...faults.values()];
}

function isBlank(value: unknown, field: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' && found.trim() === '';
}
