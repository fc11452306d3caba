import { endpoint, MANAGERS } from './endpoint.ts';
import { anyText, count, flag, form, list, object, oneOf, optional, type Static } from './schema.ts';

/** The menu as a file: out for a spreadsheet or another shop, in with a look at what would happen first. */

/** The columns of the CSV, and the fields of a JSON item; texts in other languages follow as `name_en`, `description_en`, `origin_en` … */
export const EXCHANGE_FIELDS = [
  'id',
  'category',
  'subcategory',
  'name',
  'price',
  'description',
  'state',
  'badges',
  'allergens',
  'origin',
  'spiceLevel',
  'alcohol',
  'servingHours',
  'dailyStock',
  'options',
] as const;
export type ExchangeField = (typeof EXCHANGE_FIELDS)[number];

/** Why a cell cannot be taken. */
export const IMPORT_RULES = [
  'column-missing',
  'column-unknown',
  'cells',
  'required',
  'too-long',
  'number',
  'range',
  'word',
  'text',
  'hours',
  'options',
  'twice',
  'bounds',
  'negative-price',
  'category-depth',
  'too-many',
] as const;
export type ImportRule = (typeof IMPORT_RULES)[number];

/** `line` is the file's line in a CSV (the head is 1), the item's number in JSON. */
export const ImportFault = object({
  line: count({ min: 1, max: 1e9 }),
  field: anyText(),
  rule: oneOf(...IMPORT_RULES),
  /** What stood there, cut short. */
  value: anyText(),
});
export type ImportFault = Static<typeof ImportFault>;

export const ImportReport = object({
  format: oneOf('csv', 'json'),
  added: count({ min: 0, max: 1e6 }),
  changed: count({ min: 0, max: 1e6 }),
  unchanged: count({ min: 0, max: 1e6 }),
  categoriesAdded: list(anyText()),
  groupsAdded: list(anyText()),
  faults: list(ImportFault),
  /** Line by line what would happen, or happened. */
  lines: list(object({ line: count({ min: 1, max: 1e9 }), name: anyText(), act: oneOf('add', 'change'), fields: list(anyText()) })),
  written: flag(),
});
export type ImportReport = Static<typeof ImportReport>;

export const exchangeProblems = {
  'menu/import-refused': {
    status: 409,
    title: 'Some line cannot be taken; nothing was changed',
    params: object({ faults: list(ImportFault) }),
  },
  'menu/import-unreadable': { status: 400, title: 'The file is neither CSV nor JSON of a menu', params: object({}) },
} as const;

export const importMenu = endpoint({
  method: 'POST',
  path: '/api/admin/menus/import',
  summary: 'Take a CSV or JSON file of the menu: a dry run reports what would happen, else all lines are taken or none',
  callers: MANAGERS,
  query: object({ dryRun: optional(form('^(true|false)$', 5)) }),
  media: 'multipart',
  reply: { 200: ImportReport },
  problems: ['menu/import-refused', 'menu/import-unreadable', 'too-large', 'unsupported-media'],
});

export const exportMenu = endpoint({
  method: 'GET',
  path: '/api/admin/menus/export',
  summary: 'The menu as a file that the import takes again',
  callers: MANAGERS,
  query: object({ format: optional(oneOf('csv', 'json')) }),
  media: 'csv',
  reply: { 200: anyText() },
  problems: [],
});
