import { AdminSignIn, aRole, aScreenKey, aSecondFactorCode, StaffMember } from './access.ts';
import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { id, type SignInId, type StaffId } from './ids.ts';
import { anyText, count, flag, form, list, listOf, nullable, object, oneOf, type Static } from './schema.ts';
import { password, username } from './stores.ts';
import { anInstant } from './time.ts';

/** Four to eight digits, for changing who works at a shared screen. */
export const aPin = () => form('^[0-9]{4,8}$', 8);
/** Wrong PINs in a row after which this person needs the password on this screen. */
export const MOST_PIN_TRIES = 5;

const SeatedPerson = object({
  id: id<StaffId>(),
  username: username(),
  role: aRole(),
  /** The PIN opens this screen for them; otherwise the password does. */
  byPin: flag(),
  /** Until when: eight hours after they gave their password here. */
  until: anInstant(),
});
export type SeatedPerson = Static<typeof SeatedPerson>;

export const readScreen = endpoint({
  method: 'POST',
  path: '/api/auth/screen',
  summary: 'Who has signed in at this shared screen with a password',
  callers: ['anyone'],
  body: object({ screenKey: aScreenKey() }),
  reply: { 200: object({ people: list(SeatedPerson) }) },
  problems: ['unauthorized'],
});
export const switchPerson = endpoint({
  method: 'POST',
  path: '/api/auth/screen/switch',
  summary: 'Change who works at this shared screen, by PIN',
  callers: ['anyone'],
  body: object({ screenKey: aScreenKey(), staffId: id<StaffId>(), pin: aPin() }),
  reply: { 200: AdminSignIn },
  problems: ['unauthorized', 'access/wrong-pin', 'access/password-needed'],
});
export const lockScreen = endpoint({
  method: 'POST',
  path: '/api/auth/screen/lock',
  summary: 'Lock this screen: the sign-in ends, and its person comes back by PIN',
  callers: STAFF,
  reply: { 204: null },
  problems: [],
});

export const readMe = endpoint({
  method: 'GET',
  path: '/api/admin/me',
  summary: 'Who is signed in, and how the account is guarded',
  callers: STAFF,
  reply: {
    200: object({
      staff: StaffMember,
      hasPin: flag(),
      secondFactorSince: nullable(anInstant()),
      recoveryCodesLeft: count({ min: 0, max: 100 }),
    }),
  },
  problems: [],
});
export const setMyPin = endpoint({
  method: 'PUT',
  path: '/api/admin/me/pin',
  summary: 'Set the own PIN, with the password',
  callers: STAFF,
  body: object({ password: password(), pin: aPin() }),
  reply: { 204: null },
  problems: ['access/wrong-password', 'access/weak-pin'],
});
export const removeMyPin = endpoint({
  method: 'DELETE',
  path: '/api/admin/me/pin',
  summary: 'Do without the own PIN',
  callers: STAFF,
  reply: { 204: null },
  problems: [],
});

export const startSecondFactor = endpoint({
  method: 'POST',
  path: '/api/admin/me/second-factor',
  summary: 'Begin to set up a second factor: a secret for an authenticator app (RFC 6238)',
  callers: ['owner'],
  body: object({ password: password() }),
  reply: { 200: object({ secret: anyText(), uri: anyText(), qrSvg: anyText() }) },
  problems: ['access/wrong-password', 'access/second-factor-present'],
});
export const confirmSecondFactor = endpoint({
  method: 'PUT',
  path: '/api/admin/me/second-factor',
  summary: 'Confirm the second factor by a code of the app; gives the recovery codes once, ends the other sign-ins',
  callers: ['owner'],
  body: object({ code: aSecondFactorCode() }),
  reply: { 200: object({ recoveryCodes: list(anyText()) }) },
  problems: ['access/wrong-second-factor', 'access/second-factor-present'],
});
export const removeSecondFactor = endpoint({
  method: 'DELETE',
  path: '/api/admin/me/second-factor',
  summary: 'Do without the second factor; needs the password and a code',
  callers: STAFF,
  body: object({ password: password(), code: aSecondFactorCode() }),
  reply: { 204: null },
  problems: ['access/wrong-password', 'access/wrong-second-factor'],
});

export const StaffSignIn = object({
  id: id<SignInId>(),
  way: oneOf('password', 'pin'),
  /** The browser's family and system, such as `Chrome · Android`. */
  agent: nullable(anyText()),
  startedAt: anInstant(),
  seenAt: anInstant(),
  expiresAt: anInstant(),
  isThis: flag(),
});
export type StaffSignIn = Static<typeof StaffSignIn>;

export const listMySignIns = endpoint({
  method: 'GET',
  path: '/api/admin/me/sign-ins',
  summary: 'The own sign-ins that hold, newest first',
  callers: STAFF,
  reply: { 200: listOf(StaffSignIn) },
  problems: [],
});
export const endMySignIn = endpoint({
  method: 'DELETE',
  path: '/api/admin/me/sign-ins/{signInId}',
  summary: 'End one of the own sign-ins',
  callers: STAFF,
  reply: { 204: null },
  problems: [],
});
export const endMyOtherSignIns = endpoint({
  method: 'DELETE',
  path: '/api/admin/me/sign-ins',
  summary: 'End all own sign-ins but this one',
  callers: STAFF,
  reply: { 204: null },
  problems: [],
});
export const signStaffOut = endpoint({
  method: 'POST',
  path: '/api/admin/staff/{staffId}/sign-out',
  summary: 'End all sign-ins of a staff member',
  callers: ['owner'],
  reply: { 204: null },
  problems: [],
});

/** What a role may do, in the words of the screens. */
export const ABILITIES = [
  'order-see',
  'order-place',
  'order-step',
  'order-delete',
  'order-export',
  'call-done',
  'kitchen-see',
  'kitchen-cook',
  'busy-switch',
  'station-see',
  'station-change',
  'table-see',
  'table-serve',
  'device-see',
  'table-arrange',
  'menu-see',
  'menu-availability',
  'menu-change',
  'figures-see',
  'day-close',
  'own-account',
  'own-second-factor',
  'people-see',
  'people-change',
  'printer-see',
  'printer-change',
  'settings-see',
  'settings-change',
  'audit-see',
  'backup-make',
] as const;
export type Ability = (typeof ABILITIES)[number];
export const ABILITY_AREAS = ['orders', 'kitchen', 'tables', 'menu', 'figures', 'people', 'shop'] as const;
export type AbilityArea = (typeof ABILITY_AREAS)[number];

export const readRoles = endpoint({
  method: 'GET',
  path: '/api/admin/roles',
  summary: 'What each role may do, from the callers that the endpoints name',
  callers: MANAGERS,
  reply: {
    200: object({ rows: list(object({ area: oneOf(...ABILITY_AREAS), ability: oneOf(...ABILITIES), roles: list(aRole()) })) }),
  },
  problems: [],
});
