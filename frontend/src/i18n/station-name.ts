import type { Locale } from '@tableorder/contract/locale';
import type { Station } from '@tableorder/contract/stations';

/** What a station is called in a language; its first name where it has none in that. */
export const stationName = ({ name, names }: Pick<Station, 'name' | 'names'>, locale: Locale): string => names[locale] ?? name;
