import { endpoint } from './endpoint.ts';
import { id, type StaffId, type StoreId } from './ids.ts';
import { aLocale } from './locale.ts';
import { flag, form, line, object, oneOf, optional, type Static } from './schema.ts';
import { STORE_CODE, USERNAME } from './stores.rules.ts';

export const storeCode = () => form(STORE_CODE, 32, 'What staff type to say which store: lower-case letters, digits, hyphens');
export const username = () => form(USERNAME, 40);
/** Any characters; what a new password needs is said by `access/weak-password`. */
export const password = () => form('^[\\s\\S]*$', 128);

export const Store = object({
  id: id<StoreId>(),
  code: storeCode(),
  name: line({ min: 1, max: 100 }),
  currency: form('^[A-Z]{3}$', 3, 'ISO 4217'),
  timeZone: line({ min: 1, max: 64 }),
  locale: aLocale(),
});
export type Store = Static<typeof Store>;

export const storesProblems = {
  'setup/closed': { status: 403, title: 'The set-up token is wrong or used up', params: object({}) },
  'store/code-taken': { status: 409, title: 'Another store has this code', params: object({}) },
  'store/closed': { status: 409, title: 'Guests can’t order outside the opening hours', params: object({}) },
} as const;

export const getSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether the first store is still to be set up',
  callers: ['anyone'],
  reply: { 200: object({ required: flag() }) },
  problems: [],
});

export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary: 'Make a store and its owner, with the one-time set-up token',
  callers: ['anyone'],
  body: object({
    setupToken: form('^[\\x21-\\x7e]*$', 200),
    store: object({
      code: storeCode(),
      name: line({ min: 1, max: 100 }),
      currency: form('^[A-Z]{3}$', 3),
      timeZone: line({ min: 1, max: 64 }),
      locale: optional(aLocale()),
    }),
    owner: object({ username: username(), password: password() }),
  }),
  reply: { 201: object({ store: Store, staff: object({ id: id<StaffId>(), username: username(), role: oneOf('owner') }) }) },
  problems: ['setup/closed', 'store/code-taken', 'access/weak-password'],
});
