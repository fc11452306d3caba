import type problems from './ko/problems.json';
import type ui from './ko/ui.json';
import { type Speech, useSpeech } from './language-provider.tsx';

/** What every app can say: for parts of features that guests and staff share. */
export type Key = keyof typeof ui | keyof typeof problems;

export const useT = (): Speech<Key> => useSpeech<Key>();
