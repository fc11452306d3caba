import type { Key as BothKey } from './both.ts';
import type staffAccess from './ko/staff-access.json';
import { type Speech, useSpeech } from './language-provider.tsx';

/** What every app of the staff's can say: at the door that its people come in by. */
export type Key = BothKey | keyof typeof staffAccess;

export const useT = (): Speech<Key> => useSpeech<Key>();
