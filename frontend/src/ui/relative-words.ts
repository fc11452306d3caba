const formats = new Map<string, Intl.RelativeTimeFormat>();

function formatOf(locale: string): Intl.RelativeTimeFormat {
  const known = formats.get(locale);
  if (known) return known;
  const made = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  formats.set(locale, made);
  return made;
}

const MINUTE = 60_000;

/** `3분 전`, `2시간 전`; a clock that runs behind the server's never says "in 2 minutes". */
export function relativeWords(at: number, now: number, locale: string, justNow: string): string {
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return justNow;
  if (minutes < 60) return formatOf(locale).format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return formatOf(locale).format(-hours, 'hour');
  return formatOf(locale).format(-Math.floor(hours / 24), 'day');
}
