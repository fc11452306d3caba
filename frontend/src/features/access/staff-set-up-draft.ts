import type { PasswordFault } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import { isStoreCode, isUsername } from '@tableorder/contract/stores.rules';
import { isTimeZone } from '@tableorder/contract/time';
import type { Key } from '../../i18n/staff.ts';
import { ApiProblem, isProblem } from '../../lib/api-problem.ts';

export const CURRENCIES = ['KRW', 'USD', 'JPY', 'CNY', 'EUR'] as const;

export interface SetUpDraft {
  readonly setupToken: string;
  readonly code: string;
  readonly name: string;
  readonly currency: (typeof CURRENCIES)[number];
  readonly timeZone: string;
  readonly username: string;
  readonly password: string;
}
export type SetUpFaults = Partial<Record<keyof SetUpDraft, Key>>;

const POINTERS: Readonly<Record<string, keyof SetUpDraft>> = {
  '/setupToken': 'setupToken',
  '/store/code': 'code',
  '/store/name': 'name',
  '/store/currency': 'currency',
  '/store/timeZone': 'timeZone',
  '/owner/username': 'username',
  '/owner/password': 'password',
};

export function faultsOf(draft: SetUpDraft): SetUpFaults {
  return {
    ...(draft.setupToken.trim() === '' ? { setupToken: 'ui.field.required' } : {}),
    ...(draft.name.trim() === '' ? { name: 'ui.field.required' } : {}),
    ...(isStoreCode(draft.code) ? {} : { code: 'staff.setup.code.wrong' }),
    ...(isTimeZone(draft.timeZone) ? {} : { timeZone: 'staff.setup.time-zone.wrong' }),
    ...(isUsername(draft.username) ? {} : { username: 'staff.setup.username.wrong' }),
    ...(passwordFaults(draft.password).length === 0 ? {} : { password: 'staff.password.unmet' }),
  };
}

const PASSWORD_WORDS: Partial<Record<PasswordFault, Key>> = { common: 'staff.password.common', context: 'staff.password.context' };

/** What the server refused, at the fields it named. */
export function faultsIn(failure: unknown): SetUpFaults {
  if (isProblem(failure, 'store/code-taken')) return { code: 'problem.store/code-taken' };
  if (isProblem(failure, 'setup/closed')) return { setupToken: 'problem.setup/closed' };
  if (isProblem(failure, 'access/weak-password')) {
    const known = failure.params.faults.flatMap((fault) => PASSWORD_WORDS[fault] ?? []);
    return { password: known[0] ?? 'staff.password.unmet' };
  }
  if (!(failure instanceof ApiProblem)) return {};
  const faults: SetUpFaults = {};
  for (const { pointer } of failure.errors) {
    const field = POINTERS[pointer];
    if (field) faults[field] = 'ui.field.wrong';
  }
  return faults;
}

/** Money and time as in the first market; the zone is the device's. */
export const emptySetUp = (): SetUpDraft => ({
  setupToken: '',
  code: '',
  name: '',
  currency: 'KRW',
  timeZone: deviceZone(),
  username: '',
  password: '',
});

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
