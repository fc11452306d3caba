import { accessProblems } from './access.ts';
import { auditProblems } from './audit.ts';
import { callsProblems } from './calls.ts';
import { cartsProblems } from './carts.ts';
import { checkoutProblems } from './checkout.ts';
import { devicesProblems } from './devices.ts';
import { kitchenProblems } from './kitchen.ts';
import { menuProblems } from './menu.admin.ts';
import { exchangeProblems } from './menu.exchange.ts';
import { optionProblems } from './menu.options.ts';
import { priceProblems } from './menu.prices.ts';
import { ordersProblems } from './orders.ts';
import { printersProblems } from './printers.ts';
import { reportsProblems } from './reports.ts';
import { form, list, object, type Static } from './schema.ts';
import { stationsProblems } from './stations.ts';
import { storesProblems } from './stores.ts';
import { tablesProblems } from './tables.ts';

/** Refusals that any route can give. */
const commonProblems = {
  invalid: { status: 400, title: 'The request does not have the declared shape', params: object({}) },
  unauthorized: { status: 401, title: 'No valid token', params: object({}) },
  forbidden: { status: 403, title: 'Not allowed for this role', params: object({}) },
  'not-found': { status: 404, title: 'Not there, or not yours', params: object({}) },
  'too-large': { status: 413, title: 'The body is larger than allowed', params: object({}) },
  'unsupported-media': { status: 415, title: 'This kind of content is not accepted', params: object({}) },
  'key-reused': { status: 422, title: 'The idempotency key belongs to another request', params: object({}) },
  'too-many-requests': { status: 429, title: 'Too many requests', params: object({}) },
  internal: { status: 500, title: 'Our fault', params: object({}) },
  unavailable: { status: 503, title: 'Not possible at this moment', params: object({}) },
  'storage-full': { status: 503, title: 'The storage is full', params: object({}) },
} as const;

/** Every problem there is: key, status, English title, and the shape of its `params`. */
export const catalogue = {
  ...commonProblems,
  ...storesProblems,
  ...stationsProblems,
  ...auditProblems,
  ...accessProblems,
  ...menuProblems,
  ...optionProblems,
  ...priceProblems,
  ...exchangeProblems,
  ...tablesProblems,
  ...devicesProblems,
  ...cartsProblems,
  ...ordersProblems,
  ...kitchenProblems,
  ...printersProblems,
  ...callsProblems,
  ...checkoutProblems,
  ...reportsProblems,
} as const;

export type ProblemKey = keyof typeof catalogue;
export type ProblemParams<K extends ProblemKey> = Static<(typeof catalogue)[K]['params']>;

/** One field that was refused: a JSON Pointer into the request, and the name of the rule it broke. */
export const FieldError = object({ pointer: form('^(/.*)?$', 500), rule: form('^[a-zA-Z-]+$', 40) });
export type FieldError = Static<typeof FieldError>;
export const FieldErrors = list(FieldError);

/** What a person caused and can be told: thrown by rules and commands, made into a response in one place. */
export class Problem<K extends ProblemKey = ProblemKey> extends Error {
  override name = 'Problem';
  readonly key: K;
  readonly params: ProblemParams<K>;
  readonly errors: readonly FieldError[];
  /** Seconds after which asking again makes sense, for 429 and 503. */
  readonly retryAfterS: number | undefined;

  constructor(key: K, params: ProblemParams<K>, more: { errors?: readonly FieldError[]; retryAfterS?: number } = {}) {
    super(key);
    this.key = key;
    this.params = params;
    this.errors = more.errors ?? [];
    this.retryAfterS = more.retryAfterS;
  }
}

export const problem = <K extends ProblemKey>(
  key: K,
  params: ProblemParams<K>,
  more?: { errors?: readonly FieldError[]; retryAfterS?: number },
) => new Problem(key, params, more);

/** A refused field, for checks that a schema can't express. */
export const invalidField = (pointer: string, rule: string) => problem('invalid', {}, { errors: [{ pointer, rule }] });

/** The problem document on the wire (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly instance: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
}

export const problemType = (key: ProblemKey): string => `/problems/${key}`;
