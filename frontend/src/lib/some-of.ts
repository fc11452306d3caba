/** The first of many names, and how many more there are: `3번 012 · 5번 014 · 7번 015 +6`. One line holds three. */
export function someOf(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(' · ')} +${more}` : names.join(' · ');
}
