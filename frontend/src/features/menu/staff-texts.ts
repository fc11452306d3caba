/** Texts that say something, trimmed; a language without any is left out. */
export function wireTexts<T extends Readonly<Record<string, { readonly [text: string]: string | undefined } | undefined>>>(texts: T): T {
  const kept = Object.entries(texts).flatMap(([locale, words]) => {
    const said = Object.entries(words ?? {}).flatMap(([text, word]) => (word?.trim() ? [[text, word.trim()]] : []));
    return said.length > 0 ? [[locale, Object.fromEntries(said)]] : [];
  });
  return Object.fromEntries(kept) as T;
}
