import type { Key } from './both.ts';
import type { Translate } from './language.ts';
import { sayProblem } from './problem-words.ts';

interface Refused {
  readonly key: string;
  readonly params: Readonly<Record<string, unknown>>;
}
const isRefused = (failure: unknown): failure is Refused =>
  typeof failure === 'object' && failure !== null && 'key' in failure && typeof failure.key === 'string' && 'params' in failure;

/** A sentence for whatever a call rejects with: what the server refused, or that nobody answered. */
export function sayFailure(t: Translate<Key>, failure: unknown): string {
  if (isRefused(failure)) return sayProblem(t, failure);
  const unanswered = failure instanceof Error && failure.name === 'NoAnswer';
  return t(unanswered ? 'ui.no-answer' : 'problem.internal');
}
