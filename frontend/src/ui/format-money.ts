import type { Money } from '@tableorder/contract/money';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, currency: string, signed: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${signed}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(signed ? { signDisplay: 'exceptZero' } : {}),
  });
  formats.set(key, made);
  return made;
}

const speaksKorean = (locale: string): boolean => locale === 'ko' || locale.startsWith('ko-');

/**
 * Minor units as people write them: `12,000원` in Korean, `₩12,000` in English. `signed` puts a plus before a surcharge.
 * The decimal point is set in the text, so that no amount ever passes through a fraction.
 */
export function formatMoney(amount: Money, currency: string, locale: string, { signed = false } = {}): string {
  const format = formatOf(locale, currency, signed);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const exact = `${amount}E-${digits}` as `${number}`;
  if (currency !== 'KRW' || !speaksKorean(locale)) return format.format(exact);
  const words = format.formatToParts(exact).filter((part) => part.type !== 'currency' && part.type !== 'literal');
  return `${words.map((part) => part.value).join('')}원`;
}
