import type { InLanguage } from '@tableorder/contract/menu';
import { languageTag } from './language.ts';

/** For `lang` where a text stands in for a missing translation: a reader of screens then says it as it is meant. */
export function langOf(of: { readonly inLanguage?: InLanguage | undefined }, text: 'name' | 'description' | 'origin'): string | undefined {
  const locale = of.inLanguage?.[text];
  return locale && languageTag(locale);
}
