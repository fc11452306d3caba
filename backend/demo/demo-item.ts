import type { ALLERGENS } from '@tableorder/contract/menu';

export interface Texts {
  ko: string;
  en: string;
  ja: string;
  zh: string;
}

export type DemoAllergen = (typeof ALLERGENS)[number];
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
