export interface Texts {
  ko: string;
  en: string;
  ja: string;
  zh: string;
}

/** Korea's mandatory list and the EU's fourteen together, so that one list serves both labels. */
export const demoAllergens = [
  'egg',
  'milk',
  'buckwheat',
  'peanut',
  'soy',
  'wheat',
  'mackerel',
  'crab',
  'shrimp',
  'pork',
  'peach',
  'tomato',
  'sulfite',
  'walnut',
  'chicken',
  'beef',
  'squid',
  'shellfish',
  'pine_nut',
  'fish',
  'sesame',
  'celery',
  'mustard',
  'lupin',
  'mollusc',
  'gluten',
  'tree_nut',
] as const;

export type DemoAllergen = (typeof demoAllergens)[number];
export type DemoBadge = 'popular' | 'new' | 'recommended';

export interface DemoOptionGroup {
  name: Texts;
  min: number;
  max: number;
  options: { name: Texts; priceDelta: number }[];
}

export interface DemoItem {
  key: string;
  name: Texts;
  description: Texts;
  price: number;
  picture: string;
  spiceLevel: 0 | 1 | 2 | 3;
  alcohol: boolean;
  badges: DemoBadge[];
  allergens: DemoAllergen[];
  origin: { ko: string; en: string } | null;
  optionGroups: DemoOptionGroup[];
  soldOut?: true;
}

export interface DemoCategory {
  key: string;
  name: Texts;
  items: DemoItem[];
}
