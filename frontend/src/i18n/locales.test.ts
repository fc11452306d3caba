import { readdirSync, readFileSync } from 'node:fs';
import { LOCALES } from '@tableorder/contract/locale';
import { expect, test } from 'vitest';
import { format, placeholders } from './format.ts';

const here = new URL('./', import.meta.url);
/** A file's words begin with its first word: `guest-menu.json` has `guest.…`. */
const NAMESPACES = readdirSync(new URL('ko/', here))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
const read = (locale: string, namespace: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${locale}/${namespace}.json`, here), 'utf8'));
const others = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'ko')
  .map((entry) => entry.name);

const cases = others.flatMap((locale) => NAMESPACES.map((namespace) => [locale, namespace] as const));

test('every language of the contract has its folder', () => expect(['ko', ...others].sort()).toEqual([...LOCALES].sort()));

test.each(cases)('%s/%s has the keys of the Korean one', (locale, namespace) => {
  expect(Object.keys(read(locale, namespace)).sort()).toEqual(Object.keys(read('ko', namespace)).sort());
});

test.each(cases)('%s/%s asks for the same values as the Korean one', (locale, namespace) => {
  const ko = read('ko', namespace);
  const asked = (words: Record<string, string>) =>
    Object.fromEntries(Object.entries(words).map(([key, message]) => [key, placeholders(message)]));
  expect(asked(read(locale, namespace))).toEqual(asked(ko));
});

const everywhere = ['ko', ...others].flatMap((locale) => NAMESPACES.map((namespace) => [locale, namespace] as const));

test.each(everywhere)('%s/%s is well formed: own prefix, no empty text, no brace that stays, no exclamation', (locale, namespace) => {
  const prefix = namespace === 'problems' ? 'problem.' : `${namespace.split('-')[0]}.`;
  for (const [key, message] of Object.entries(read(locale, namespace))) {
    expect(key.startsWith(prefix), key).toBe(true);
    expect(message.trim(), key).not.toBe('');
    expect(message, key).not.toMatch(/[!！]/);
    const filled = format(message, Object.fromEntries(placeholders(message).map((name) => [name, 2])), locale);
    expect(filled, key).not.toMatch(/[{}|]/);
  }
});

test.each(cases)('%s/%s leaves no Korean behind, but for the name of the language itself', (locale, namespace) => {
  const left = Object.entries(read(locale, namespace)).filter(
    ([key, message]) => key !== 'ui.locale.ko' && /\p{Script=Hangul}/u.test(message),
  );
  expect(left).toEqual([]);
});

test('only Japanese has kana', () => {
  const kana = NAMESPACES.flatMap((namespace) => Object.entries(read('zh', namespace))).filter(([, message]) =>
    /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(message),
  );
  expect(kana).toEqual([]);
});
