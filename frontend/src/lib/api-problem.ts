import type { FieldError, ProblemDocument, ProblemKey, ProblemParams } from '@tableorder/contract/problem';

/** A refusal as plain data: can be stored, sent to another tab, and asked with `isProblem`. */
export interface Refusal {
  readonly key: string;
  readonly status: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  readonly retryAfterS: number | null;
  /** Names the request in the server's log: what a guest can read to staff. */
  readonly instance: string;
}

export type RefusalOf<K extends ProblemKey> = Omit<Refusal, 'key' | 'params'> & { readonly key: K; readonly params: ProblemParams<K> };

/** The server answered, and said no. */
export class ApiProblem extends Error implements Refusal {
  override name = 'ApiProblem';
  readonly key: string;
  readonly status: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  readonly retryAfterS: number | null;
  readonly instance: string;

  constructor(refusal: Refusal) {
    super(`${refusal.status} ${refusal.key}`);
    this.key = refusal.key;
    this.status = refusal.status;
    this.params = refusal.params;
    this.errors = refusal.errors;
    this.retryAfterS = refusal.retryAfterS;
    this.instance = refusal.instance;
  }

  toRefusal(): Refusal {
    const { key, status, params, errors, retryAfterS, instance } = this;
    return { key, status, params, errors, retryAfterS, instance };
  }
}

/** Nobody of ours answered: whether the server did it is not known. `foreign`: something else did, such as a hotspot's sign-in page. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly reason: 'network' | 'timeout' | 'foreign';

  constructor(reason: 'network' | 'timeout' | 'foreign', cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** Refused or not answered, as any call may be; what else is thrown is a fault of ours. */
export const isFromTheLine = (error: unknown): error is ApiProblem | NoAnswer => error instanceof ApiProblem || error instanceof NoAnswer;

/** Narrows a caught error (or a stored refusal) to one problem with its params. */
export const isProblem = <K extends ProblemKey>(found: unknown, key: K): found is RefusalOf<K> =>
  typeof found === 'object' && found !== null && 'key' in found && found.key === key && 'params' in found;

/** `Retry-After` in seconds, from either of its two forms. */
export function retryAfterS(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

const PREFIX = '/problems/';

/** The refusal in an answer's body, or null when the body is not a problem document of this house. */
export function readProblem(document: unknown, status: number, waitS: number | null): ApiProblem | null {
  if (typeof document !== 'object' || document === null || !('type' in document)) return null;
  const { type, instance, params, errors } = document as Partial<ProblemDocument>;
  if (typeof type !== 'string' || !type.startsWith(PREFIX)) return null;
  return new ApiProblem({
    key: type.slice(PREFIX.length),
    status,
    params: params ?? {},
    errors: errors ?? [],
    retryAfterS: waitS,
    instance: instance ?? '',
  });
}
