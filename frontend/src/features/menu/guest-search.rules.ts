/**
 * How a guest's typing finds a dish. Korean is matched sound by sound, so that what stands in the field while a syllable is
 * being composed finds as well as the finished word: `ㄱㅊ`, `김ㅊ`, `김치ㅉ` and `김치찍` all find 김치찌개.
 */

/** One place of a name: a Hangul syllable in its sounds, or any other letter as it is compared. */
interface Place {
  readonly letter: string;
  /** The first of a word. */
  readonly begins: boolean;
  /** Initial, vowel and final as single sounds (`닭` is ㄷ ㅏ ㄹ ㄱ); empty for what is no syllable. */
  readonly sounds: string;
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = [
  'ㅏ',
  'ㅐ',
  'ㅑ',
  'ㅒ',
  'ㅓ',
  'ㅔ',
  'ㅕ',
  'ㅖ',
  'ㅗ',
  'ㅗㅏ',
  'ㅗㅐ',
  'ㅗㅣ',
  'ㅛ',
  'ㅜ',
  'ㅜㅓ',
  'ㅜㅔ',
  'ㅜㅣ',
  'ㅠ',
  'ㅡ',
  'ㅡㅣ',
  'ㅣ',
];
const FINALS = [
  '',
  'ㄱ',
  'ㄲ',
  'ㄱㅅ',
  'ㄴ',
  'ㄴㅈ',
  'ㄴㅎ',
  'ㄷ',
  'ㄹ',
  'ㄹㄱ',
  'ㄹㅁ',
  'ㄹㅂ',
  'ㄹㅅ',
  'ㄹㅌ',
  'ㄹㅍ',
  'ㄹㅎ',
  'ㅁ',
  'ㅂ',
  'ㅂㅅ',
  'ㅅ',
  'ㅆ',
  'ㅇ',
  'ㅈ',
  'ㅊ',
  'ㅋ',
  'ㅌ',
  'ㅍ',
  'ㅎ',
];
/** Consonants typed one after the other that a keyboard drew together. */
const CLUSTERS: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
};
/** A tense consonant is found by the plain one, which is the key it is on. */
const PLAIN: Readonly<Record<string, string>> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' };

const FIRST = 0xac00;
const LAST = 0xd7a3;
const isSyllable = (code: number) => code >= FIRST && code <= LAST;

function soundsOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (!isSyllable(code)) return '';
  const at = code - FIRST;
  return (INITIALS[Math.floor(at / 588)] ?? '') + (VOWELS[Math.floor((at % 588) / 28)] ?? '') + (FINALS[at % 28] ?? '');
}

/** Katakana as hiragana: a reader types either. */
const hiragana = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : letter;
};

/** Half and full width, case, accents, spaces and points make no difference. Sounds that stand alone stay as they were typed. */
function placesOf(text: string): Place[] {
  const places: Place[] = [];
  let begins = true;
  // NFKC would make a lone ㄱ a part of a syllable.
  const even = text.normalize('NFC').replace(/[^\u3131-\u3163]+/g, (part) => part.normalize('NFKC').toLowerCase());
  for (const typed of even) {
    const kept = CLUSTERS[typed] ?? (soundsOf(typed) !== '' ? typed : typed.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, ''));
    for (const letter of kept) {
      places.push({ letter: hiragana(letter), begins, sounds: soundsOf(letter) });
      begins = false;
    }
    // A mark on a letter does not end its word.
    if (kept === '' && !/[\p{M}'’]/u.test(typed)) begins = true;
  }
  return places;
}

const isLone = (letter: string): boolean => INITIALS.includes(letter);

/** Whether the wanted place, which more follow, is this one. */
function isPlace(wanted: Place, there: Place): boolean {
  if (wanted.letter === there.letter) return true;
  if (there.sounds === '' || !isLone(wanted.letter)) return false;
  const initial = there.sounds.charAt(0);
  return initial === wanted.letter || PLAIN[initial] === wanted.letter;
}

/** The last place may still be in the making: what would be its final may be the next syllable's initial. */
function mayBecome(wanted: Place, there: Place, next: Place | undefined): boolean {
  if (wanted.sounds === '' || there.sounds === '' || wanted.sounds.charAt(0) !== there.sounds.charAt(0)) return false;
  const initial = next?.sounds.charAt(0) ?? '';
  return (there.sounds + initial).startsWith(wanted.sounds) || (there.sounds + (PLAIN[initial] ?? '')).startsWith(wanted.sounds);
}

function standsAt(wanted: readonly Place[], text: readonly Place[], at: number): boolean {
  const last = wanted.length - 1;
  for (let nth = 0; nth <= last; nth++) {
    const [place, there] = [wanted[nth], text[at + nth]];
    if (place === undefined || there === undefined) return false;
    if (!isPlace(place, there) && !(nth === last && mayBecome(place, there, text[at + nth + 1]))) return false;
  }
  return true;
}

/** How well the text has what is wanted: 0 it begins so, 1 a word of it does, 2 somewhere inside, null not at all. */
function rankIn(wanted: readonly Place[], text: readonly Place[]): number | null {
  let best: number | null = null;
  for (let at = 0; at + wanted.length <= text.length; at++) {
    if (!standsAt(wanted, text, at)) continue;
    if (at === 0) return 0;
    if (text[at]?.begins) return 1;
    best = 2;
  }
  return best;
}

interface Indexed<Dish> {
  readonly dish: Dish;
  readonly name: readonly Place[];
  readonly others: readonly (readonly Place[])[];
  readonly category: readonly (readonly Place[])[];
  readonly description: readonly Place[];
}
export type SearchIndex<Dish> = readonly Indexed<Dish>[];

export interface Searched {
  readonly name: string;
  readonly description: string;
  readonly alsoNamed?: readonly string[] | undefined;
}

/** Made once for a menu. `categories` are the names under which a dish stands, the nearer first. */
export const searchIndex = <Dish extends Searched>(dishes: readonly { dish: Dish; categories: readonly string[] }[]): SearchIndex<Dish> =>
  dishes.map(({ dish, categories }) => ({
    dish,
    name: placesOf(dish.name),
    others: (dish.alsoNamed ?? []).map(placesOf),
    category: categories.map(placesOf),
    description: placesOf(dish.description),
  }));

const best = (ranks: readonly (number | null)[]): number | null =>
  ranks.reduce((least, rank) => (rank !== null && (least === null || rank < least) ? rank : least), null);

/** Its name comes first, then what others call it, then what it stands under, then what is said of it. */
function rankOf(wanted: readonly Place[], { name, others, category, description }: Indexed<unknown>): number | null {
  const named = rankIn(wanted, name);
  if (named !== null) return named;
  const called = best(others.map((other) => rankIn(wanted, other)));
  if (called !== null) return 3 + called;
  const under = best(category.map((other) => rankIn(wanted, other)));
  if (under !== null) return 6 + under;
  // Initials alone, or one letter, are in nearly every sentence.
  if (wanted.length < 2 || wanted.some(({ letter }) => isLone(letter))) return null;
  const said = rankIn(wanted, description);
  const latin = wanted.every(({ letter }) => /[a-z0-9]/.test(letter));
  return said === null || (latin && said === 2) ? null : 9 + said;
}

/** The dishes that a guest may mean, the likeliest first; those as likely in the menu's order. Nothing typed finds nothing. */
export function findDishes<Dish>(index: SearchIndex<Dish>, typed: string): Dish[] {
  const whole = placesOf(typed);
  if (whole.length === 0) return [];
  const words = typed
    .split(/\s+/)
    .map(placesOf)
    .filter((word) => word.length > 0);
  const ranked = index.flatMap((indexed) => {
    const together = rankOf(whole, indexed);
    if (together !== null) return [{ dish: indexed.dish, rank: together }];
    if (words.length < 2) return [];
    const each = words.map((word) => rankOf(word, indexed));
    return each.includes(null) ? [] : [{ dish: indexed.dish, rank: 12 + Math.max(...each.map((rank) => rank ?? 0)) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ dish }) => dish);
}
