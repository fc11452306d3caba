import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { id, type JoinRequestId, type SessionId, type StaffId, type TableId } from './ids.ts';
import { count, flag, form, line, list, listOf, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { password, Store, username } from './stores.ts';
import { anInstant } from './time.ts';

export const Token = { token: form('^[A-Za-z0-9_.-]+$', 4000), expiresAt: anInstant() };
export const aRole = () => oneOf('owner', 'manager', 'staff', 'kitchen');

export const StaffMember = object({ id: id<StaffId>(), username: username(), role: aRole() });
export type StaffMember = Static<typeof StaffMember>;

/** What is wrong with a new password; see `passwordFaults`. */
export const PASSWORD_FAULTS = ['length', 'upper', 'lower', 'digit', 'special', 'common', 'context'] as const;
export type PasswordFault = (typeof PASSWORD_FAULTS)[number];

export const accessProblems = {
  'access/wrong-credentials': { status: 401, title: 'Store, name and password do not fit together', params: object({}) },
  'access/wrong-code': { status: 401, title: 'Store, table and code do not fit together', params: object({}) },
  'access/weak-password': {
    status: 400,
    title: 'The new password is too weak',
    params: object({ faults: list(oneOf(...PASSWORD_FAULTS)) }),
  },
  'access/wrong-password': { status: 403, title: 'The present password is wrong', params: object({}) },
  'access/second-factor-required': {
    status: 401,
    title: 'The password is right, the code of the second factor is missing or wrong',
    params: object({ wrong: flag() }),
  },
  'access/wrong-second-factor': { status: 403, title: 'The code of the second factor is wrong', params: object({}) },
  'access/second-factor-present': { status: 409, title: 'A second factor is set up already', params: object({}) },
  'access/weak-pin': { status: 400, title: 'The PIN is one that others would try first', params: object({}) },
  'access/wrong-pin': { status: 401, title: 'Name and PIN do not fit together', params: object({ left: count({ min: 1, max: 5 }) }) },
  'access/password-needed': { status: 401, title: 'On this screen this person signs in with the password', params: object({}) },
  'access/username-taken': { status: 409, title: 'Another staff member has this name', params: object({ username: username() }) },
  'access/last-owner': { status: 409, title: 'A store keeps at least one owner', params: object({}) },
} as const;

/** What proves a screen that several people share; lasts as long as somebody's sign-in on it. */
export const aScreenKey = () => form('^[A-Za-z0-9_-]{20,100}$', 100);
/** Six digits of the app, or one of the recovery codes. */
export const aSecondFactorCode = () => form('^[0-9A-Za-z -]{6,24}$', 24);

export const AdminSignIn = object({
  ...Token,
  store: Store,
  staff: StaffMember,
  screenKey: optional({ ...aScreenKey(), description: 'Only for a screen that is new: given once, lets its people change by PIN' }),
});
export type AdminSignIn = Static<typeof AdminSignIn>;

export const adminLogin = endpoint({
  method: 'POST',
  path: '/api/auth/admin/login',
  summary: 'Sign a staff member in',
  callers: ['anyone'],
  body: object({
    store: line({ max: 100 }),
    username: line({ max: 100 }),
    password: password(),
    code: optional(aSecondFactorCode()),
    /** Several people share this screen: its key, or nothing for a new one. */
    screen: optional(object({ key: optional(aScreenKey()) })),
  }),
  reply: { 200: AdminSignIn },
  problems: ['access/wrong-credentials', 'access/second-factor-required'],
});

export const TableSignIn = object({
  ...Token,
  store: Store,
  table: object({ id: id<TableId>(), number: count({ min: 1, max: 9999 }), label: nullable(line({ max: 40 })) }),
  session: nullable(object({ id: id<SessionId>(), startedAt: anInstant() })),
  deviceKey: optional(form('^[A-Za-z0-9_-]+$', 100, 'Only when pairing: given once, renews the tablet’s token until it is unpaired')),
});
export type TableSignIn = Static<typeof TableSignIn>;

export const tableLogin = endpoint({
  method: 'POST',
  path: '/api/auth/table/login',
  summary: 'Pair a tablet by its code, or join a table by the secret of its QR link',
  callers: ['anyone'],
  body: object({ store: line({ max: 100 }), tableNumber: count({ min: 1, max: 9999 }), code: line({ max: 100 }) }),
  reply: { 200: TableSignIn },
  problems: ['access/wrong-code', 'table/ask-staff'],
});

/** `refused` and `over` (nobody decided in time, or the party has left since) end the asking. */
export const awaitJoin = endpoint({
  method: 'POST',
  path: '/api/auth/table/join',
  summary: 'A phone that asked to be let in looks whether staff have decided; the first look after a yes signs it in',
  callers: ['anyone'],
  body: object({ requestId: id<JoinRequestId>(), secret: form('^[A-Za-z0-9_-]+$', 100) }),
  reply: { 200: object({ state: oneOf('waiting', 'accepted', 'refused', 'over'), signIn: nullable(TableSignIn) }) },
  problems: ['not-found'],
});

export const refresh = endpoint({
  method: 'POST',
  path: '/api/auth/refresh',
  summary: 'A fresh token for a valid one, or for the key of a paired tablet',
  callers: ['anyone'],
  body: object({ deviceKey: optional(form('^[A-Za-z0-9_-]+$', 100)) }),
  reply: { 200: object({ ...Token }) },
  problems: ['unauthorized'],
});

export const logout = endpoint({
  method: 'POST',
  path: '/api/auth/logout',
  summary: 'End this sign-in everywhere',
  callers: ['table', ...STAFF],
  reply: { 204: null },
  problems: [],
});

export const listStaff = endpoint({
  method: 'GET',
  path: '/api/admin/staff',
  summary: 'The store’s staff members',
  callers: MANAGERS,
  reply: { 200: listOf(StaffMember) },
  problems: [],
});

export const addStaff = endpoint({
  method: 'POST',
  path: '/api/admin/staff',
  summary: 'Add a staff member',
  callers: ['owner'],
  body: object({ username: username(), password: password(), role: aRole() }),
  reply: { 201: StaffMember },
  problems: ['access/weak-password', 'access/username-taken'],
});

export const changeStaff = endpoint({
  method: 'PATCH',
  path: '/api/admin/staff/{staffId}',
  summary: 'Change a staff member’s role or password; ends that person’s sign-ins',
  callers: ['owner'],
  body: object({ role: optional(aRole()), password: optional(password()) }),
  reply: { 200: StaffMember },
  problems: ['access/weak-password', 'access/last-owner'],
});

export const removeStaff = endpoint({
  method: 'DELETE',
  path: '/api/admin/staff/{staffId}',
  summary: 'Remove a staff member; ends that person’s sign-ins',
  callers: ['owner'],
  reply: { 204: null },
  problems: ['access/last-owner'],
});

export const changeMyPassword = endpoint({
  method: 'PUT',
  path: '/api/admin/me/password',
  summary: 'Change the own password; ends the person’s other sign-ins',
  callers: STAFF,
  body: object({ current: password(), next: password() }),
  reply: { 204: null },
  problems: ['access/weak-password', 'access/wrong-password'],
});
