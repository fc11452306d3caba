import { LOCALES, type Locale } from '@tableorder/contract/locale';
import type { ServingHours, Translations } from '@tableorder/contract/menu';
import { EXCHANGE_FIELDS, type ExchangeField, type ImportFault, type ImportRule } from '@tableorder/contract/menu.exchange';
import { amountText, digitsOf, readAmount } from '@tableorder/contract/money.text';
import type { Cell } from '../../http/csv.ts';
import type { CsvRecord } from '../../http/csv-read.ts';
import { type Incoming, shortened } from './menu.exchange.rules.ts';
import { checkShape, type ExchangeItem } from './menu.exchange.shapes.rules.ts';

/** What decides how a cell is written: the currency's digits, and the store's own language, which needs no columns of its own. */
export interface CsvForm {
  readonly currency: string;
  readonly locale: Locale;
}

const TEXTS = ['name', 'description', 'origin'] as const;
const otherLocales = ({ locale }: CsvForm): Locale[] => LOCALES.filter((other) => other !== locale);
const textColumn = (text: (typeof TEXTS)[number], locale: Locale): string => `${text}_${locale}`;

export const csvHead = (form: CsvForm): string[] => [
  ...EXCHANGE_FIELDS,
  ...otherLocales(form).flatMap((locale) => TEXTS.map((text) => textColumn(text, locale))),
];

const hoursText = (hours: ServingHours | null): string =>
  (hours ?? []).map(({ weekdays, from, to }) => `${weekdays.join('')} ${from}-${to}`).join('; ');

/** The item as one line under `csvHead`. */
export function toCells(item: Required<ExchangeItem>, form: CsvForm): Cell[] {
  const { translations } = item;
  const plain: Record<ExchangeField, Cell> = {
    ...item,
    id: item.id,
    price: amountText(item.price, digitsOf(form.currency)),
    badges: item.badges.join(' '),
    allergens: item.allergens.join(' '),
    alcohol: item.alcohol ? 'yes' : 'no',
    servingHours: hoursText(item.servingHours),
    options: item.options.length === 0 ? '' : JSON.stringify(item.options),
  };
  return [
    ...EXCHANGE_FIELDS.map((field) => plain[field]),
    ...otherLocales(form).flatMap((locale) => TEXTS.map((text) => translations[locale]?.[text] ?? '')),
  ];
}

class CellFault extends Error {
  readonly rule: ImportRule;
  constructor(rule: ImportRule) {
    super(rule);
    this.rule = rule;
  }
}
const refuse = (rule: ImportRule): never => {
  throw new CellFault(rule);
};

const words = (text: string): string[] => text.split(/[\s,;|]+/).filter((word) => word !== '');
const wholeNumber = (text: string): number => (/^\d{1,9}(\.0+)?$/.test(text.trim()) ? Number(text) : refuse('number'));

function readHours(text: string): ServingHours | null {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  if (parts.length === 0) return null;
  return parts.map((part) => {
    const match = /^\s*([0-6]{1,7})\s+(\d{2}:\d{2})\s*[-–~]\s*(\d{2}:\d{2})\s*$/.exec(part);
    const [, days = '', from = '', to = ''] = match ?? refuse('hours');
    return { weekdays: [...days].map(Number), from: from as ServingHours[number]['from'], to: to as ServingHours[number]['to'] };
  });
}

function readOptions(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('options');
    throw error;
  }
}

const YES = new Set(['yes', 'y', 'true', '1', 'o', '예']);
const NO = new Set(['no', 'n', 'false', '0', 'x', '', '아니요']);
function readFlag(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : refuse('word');
}

/** One cell as the item has it; undefined where an empty cell says nothing. */
const READERS: { readonly [Field in ExchangeField]: (text: string, form: CsvForm) => unknown } = {
  id: (text) => text.trim() || undefined,
  category: (text) => text,
  subcategory: (text) => (text === '' ? null : text),
  name: (text) => text,
  price: (text, { currency }) =>
    text.trim() === '' ? refuse('required') : (readAmount(text.replace(/[₩원\s]/g, ''), digitsOf(currency)) ?? refuse('number')),
  description: (text) => text,
  state: (text) => text.trim() || 'available',
  badges: words,
  allergens: words,
  origin: (text) => (text === '' ? null : text),
  spiceLevel: (text) => (text.trim() === '' ? 0 : wholeNumber(text)),
  alcohol: readFlag,
  servingHours: readHours,
  dailyStock: (text) => (text.trim() === '' ? null : wholeNumber(text)),
  options: readOptions,
};
const isField = (name: string): name is ExchangeField => Object.hasOwn(READERS, name);

interface TextColumn {
  readonly text: (typeof TEXTS)[number];
  readonly locale: Locale;
}
const TEXT_COLUMNS = new Map<string, TextColumn>(
  LOCALES.flatMap((locale) => TEXTS.map((text) => [textColumn(text, locale), { text, locale }] as const)),
);

const NEEDED: readonly ExchangeField[] = ['category', 'name', 'price'];

/** The lines of a CSV as items, and what cannot be read of them. */
export function fromCsv(records: readonly CsvRecord[], form: CsvForm): { incoming: Incoming[]; faults: ImportFault[] } {
  const [head, ...lines] = records;
  const names = (head?.cells ?? []).map((name) => name.trim());
  const faults: ImportFault[] = [];
  const fault = (line: number, field: string, rule: ImportRule, value: unknown) =>
    faults.push({ line, field, rule, value: shortened(value) });
  for (const field of NEEDED) if (!names.includes(field)) fault(1, field, 'column-missing', '');
  for (const [at, name] of names.entries()) {
    if (!isField(name) && !TEXT_COLUMNS.has(name)) fault(1, name, 'column-unknown', name);
    else if (names.indexOf(name) !== at) fault(1, name, 'twice', name);
  }
  if (faults.length > 0) return { incoming: [], faults };
  const incoming: Incoming[] = [];
  for (const { line, cells } of lines) {
    if (cells.length > names.length) {
      fault(line, '', 'cells', cells[names.length]);
      continue;
    }
    const before = faults.length;
    const raw = readLine(names, cells, form, (field, rule, value) => fault(line, field, rule, value));
    const item = faults.length === before ? checkShape(raw) : [];
    if (!Array.isArray(item)) incoming.push({ line, item });
    else for (const { field, rule } of item) fault(line, field, rule, (raw as Record<string, unknown>)[field]);
  }
  return { incoming, faults };
}

function readLine(
  names: readonly string[],
  cells: readonly string[],
  form: CsvForm,
  fault: (field: string, rule: ImportRule, value: string) => void,
): object {
  const raw: Record<string, unknown> = {};
  const translations: Translations = {};
  let translated = false;
  for (const [at, name] of names.entries()) {
    const cell = cells[at] ?? '';
    const column = TEXT_COLUMNS.get(name);
    if (column) {
      translated = true;
      if (cell !== '') translations[column.locale] = { ...translations[column.locale], [column.text]: cell };
    } else if (isField(name)) {
      try {
        const value = READERS[name](cell, form);
        if (value !== undefined) raw[name] = value;
      } catch (error) {
        if (!(error instanceof CellFault)) throw error;
        fault(name, error.rule, cell);
      }
    }
  }
  return translated ? { ...raw, translations } : raw;
}
