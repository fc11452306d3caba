export type Params = Readonly<Record<string, string | number>>;

/** The sound a word ends in: Korean particles follow it. Digits are read as Sino-Korean, Latin letters by their last sound. */
function ending(word: string): 'vowel' | 'rieul' | 'consonant' {
  const last = word.replace(/[\s"'’”)\]]+$/u, '').at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant';
  }
  if ('178lrLR'.includes(last) && last !== '') return 'rieul';
  return '036mnMN'.includes(last) && last !== '' ? 'consonant' : 'vowel';
}

/** `을/를`, `은/는`, `이/가`, `으로/로`: the first after a final consonant, the second after a vowel (and 로 after ㄹ). */
function particle(word: string, pair: string): string {
  const [afterConsonant = '', afterVowel = ''] = pair.split('/');
  const sound = ending(word);
  if (sound === 'rieul') return afterVowel === '로' ? afterVowel : afterConsonant;
  return sound === 'vowel' ? afterVowel : afterConsonant;
}

const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();

function once<T>(kept: Map<string, T>, locale: string, make: () => T): T {
  const known = kept.get(locale);
  if (known) return known;
  const made = make();
  kept.set(locale, made);
  return made;
}

/** Written alike in every language here. The browser’s first formatter takes a slow phone 100 ms: most pages never need one. */
const isShort = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1000;

function written(value: string | number, locale: string): string {
  if (typeof value === 'string') return value;
  return isShort(value) ? String(value) : once(numbers, locale, () => new Intl.NumberFormat(locale)).format(value);
}

function plural(count: string | number, cases: string, locale: string): string {
  const forms = new Map([...cases.matchAll(/(=?\w+) ?\{([^}]*)\}/g)].map(([, name = '', text = '']) => [name, text]));
  const rule = once(plurals, locale, () => new Intl.PluralRules(locale)).select(Number(count));
  const text = forms.get(`=${count}`) ?? forms.get(rule) ?? forms.get('other') ?? '';
  return text.replaceAll('#', written(count, locale));
}

/** One whole placeholder: `{name}`, `{name|을/를}`, `{count, plural, one {…} other {…}}`. */
const PLACEHOLDER = /\{(\w+)(?:\|([^}/]+\/[^}]+)|, plural, ((?:=?\w+ ?\{[^}]*\} ?)+))?\}/g;

export function format(message: string, params: Params, locale: string): string {
  return message.replace(PLACEHOLDER, (whole, name: string, pair?: string, cases?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (cases !== undefined) return plural(value, cases, locale);
    const word = written(value, locale);
    return pair === undefined ? word : word + particle(word, pair);
  });
}

/** The names a message asks for: each locale must ask for the same. */
export const placeholders = (message: string): string[] =>
  [...new Set([...message.matchAll(PLACEHOLDER)].map(([, name = '']) => name))].sort();
