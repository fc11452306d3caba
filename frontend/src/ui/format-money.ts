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

/** Won has no decimals, and Korean writes it in plain digits: no formatter, whose making alone is felt on a slow phone. */
function formatWon(amount: number, signed: boolean): string {
  const sign = amount < 0 ? '-' : signed && amount > 0 ? '+' : '';
  return `${sign}${String(Math.abs(amount)).replace(/\B(?=(?:\d{3})+$)/g, ',')}원`;
}

const speaksKorean = (locale: string): boolean => locale === 'ko' || locale.startsWith('ko-');

/**
 * Minor units as people write them: `12,000원` in Korean, `₩12,000` in English. `signed` puts a plus before a surcharge.
 * The decimal point is set in the text, so that no amount ever passes through a fraction.
 */
export function formatMoney(amount: Money, currency: string, locale: string, { signed = false } = {}): string {
  if (currency === 'KRW' && speaksKorean(locale)) return formatWon(amount, signed);
  const format = formatOf(locale, currency, signed);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(`${amount}E-${digits}` as `${number}`);
}

/** The amount in a few letters, for a chart: `123만원`, `₩1.2M`. */
export function formatMoneyShort(amount: Money, currency: string, locale: string): string {
  const digits = formatOf(locale, currency, false).resolvedOptions().maximumFractionDigits ?? 0;
  const exact = `${amount}E-${digits}` as `${number}`;
  const shape = { notation: 'compact', maximumFractionDigits: 1 } as const;
  if (currency === 'KRW' && speaksKorean(locale)) return `${new Intl.NumberFormat(locale, shape).format(exact)}원`;
  return new Intl.NumberFormat(locale, { ...shape, style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(exact);
}
