import type { ProblemKey } from '@tableorder/contract/problem';
import type { Key } from './both.ts';
import type { Params } from './format.ts';
import problems from './ko/problems.json';
import type { Translate } from './language.ts';

/** A sentence for every problem the server can answer with; a language that lacks one does not compile. */
export type ProblemWords = Readonly<Record<`problem.${ProblemKey}`, string>>;
const known: ProblemWords = problems;

const isSayable = (key: string): key is keyof ProblemWords => Object.hasOwn(known, key);

/** What to tell a person about a refusal. A server newer than this screen may know one that the screen has no words for. */
export function sayProblem(
  t: Translate<Key>,
  refusal: { readonly key: string; readonly params: Readonly<Record<string, unknown>> },
): string {
  const params: Record<string, string | number> = { name: t('ui.item-unknown') };
  for (const [name, value] of Object.entries(refusal.params))
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  const key = `problem.${refusal.key}`;
  return t(isSayable(key) ? key : 'problem.internal', params satisfies Params);
}
