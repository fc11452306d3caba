import type { AuditEntry } from '@tableorder/contract/audit';
import { STAFF } from '@tableorder/contract/endpoint';
import { asMoney } from '@tableorder/contract/money';
import { ORDER_STATUSES } from '@tableorder/contract/orders';
import type { Store } from '@tableorder/contract/stores';
import audit from '../../i18n/ko/staff-audit.json';
import type { Translate } from '../../i18n/language.ts';
import type { Key } from '../../i18n/staff.ts';
import { formatMoney } from '../../ui/format-money.ts';

type Known = keyof typeof audit;
const isKnown = (key: string): key is Known => Object.hasOwn(audit, key);

/** Amounts by the name they are written under. */
const MONEY = ['amount', 'price', 'priceBefore', 'priceAfter', 'sales'];
const isWhole = (text: string): boolean => /^-?[0-9]{1,15}$/.test(text);

function sayValue(t: Translate<Key>, text: string): string {
  const status = ORDER_STATUSES.find((one) => one === text);
  if (status) return t(`staff.status.${status}`);
  const role = STAFF.find((one) => one === text);
  if (role) return t(`staff.role.${role}`);
  const key = `staff.audit.value.${text}`;
  return isKnown(key) ? t(key) : text;
}

/** One detail in words: `금액 14,000원`, `역할 직원 → 매니저`. A name or value that this screen does not know stands as it was written. */
export function sayDetail(
  t: Translate<Key>,
  locale: string,
  { currency }: Store,
  { act }: AuditEntry,
  [name, value]: [string, string | null],
): string {
  const isMoney = MONEY.includes(name) || (act === 'order.change' && ['from', 'to', 'change'].includes(name));
  const one = (text: string) => (isMoney && isWhole(text) ? formatMoney(asMoney(Number(text)), currency, locale) : sayValue(t, text));
  const key = `staff.audit.detail.${name}`;
  return `${isKnown(key) ? t(key) : name} ${(value ?? 'null').split(' → ').map(one).join(' → ')}`;
}

/** Who did it: a person, or what nobody signs in to. */
export const sayDoer = (t: Translate<Key>, { staffId, staffName, role }: AuditEntry): string => {
  if (staffId !== null && role !== null) return `${staffName} · ${t(`staff.role.${role}`)}`;
  return staffName === 'tableorder' ? t('staff.audit.operator') : staffName || t('staff.audit.device');
};

/** What is worth showing: nothing empty, and before and after in one. */
export function detailsOf({ act, details }: AuditEntry): [string, string | null][] {
  const { from, to, priceBefore, priceAfter, ...rest } = details;
  const isRange = act === 'data.export';
  const joined: [string, string | null | undefined][] = [
    ...(from && to && !isRange
      ? [['change', `${from} → ${to}`] as [string, string]]
      : [['from', from] as [string, string | null | undefined], ['to', to] as [string, string | null | undefined]]),
    ...(priceBefore && priceAfter ? [['price', `${priceBefore} → ${priceAfter}`] as [string, string]] : []),
    ...Object.entries(rest),
  ];
  return joined.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, value] as [string, string]],
  );
}
