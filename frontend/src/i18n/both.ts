import type problems from './ko/problems.json';
import type ui from './ko/ui.json';

/** What every app can say: for parts of features that guests and staff share. */
export type Key = keyof typeof ui | keyof typeof problems;
