import {
  catalogue,
  type FieldError,
  Problem,
  type ProblemDocument,
  type ProblemKey,
  problem,
  problemType,
} from '@tableorder/contract/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../infra/log/log.ts';

/** More field errors than a person could mend at once say nothing new. */
const MOST_FIELD_ERRORS = 50;
/** A pointer names what the caller sent, which may be a name without end. */
const MAX_POINTER = 500;

/** The framework's own refusals, by its stable codes. */
const FRAMEWORK: Readonly<Record<string, ProblemKey>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media',
  // No id is so long, so there is nothing under it.
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_REQ_FILE_TOO_LARGE: 'too-large',
  FST_FILES_LIMIT: 'too-large',
  FST_PARTS_LIMIT: 'too-large',
  FST_FIELDS_LIMIT: 'too-large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media',
};

interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const escapePointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** JSON Pointers into the request; a missing or undeclared field is pointed at itself, not at the object around it. */
function fieldErrors(violations: readonly Violation[]): FieldError[] {
  return violations.slice(0, MOST_FIELD_ERRORS).map(({ instancePath, keyword, params }) => {
    const field = params.missingProperty ?? params.additionalProperty;
    const pointer = typeof field === 'string' ? `${instancePath}/${escapePointer(field)}` : instancePath;
    return { pointer: pointer.replace(/[\r\n\u2028\u2029]/g, ' ').slice(0, MAX_POINTER), rule: keyword };
  });
}

/** What a thrown thing is to the caller, null for our own fault. */
export function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return null;
  const { validation, code, statusCode } = error as Error & { validation?: readonly Violation[]; code?: string; statusCode?: number };
  if (validation) return problem('invalid', {}, { errors: fieldErrors(validation) });
  const known = code === undefined ? undefined : FRAMEWORK[code];
  if (known) return new Problem(known, {} as never);
  if (statusCode === 413) return problem('too-large', {});
  if (statusCode === 415) return problem('unsupported-media', {});
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return problem('invalid', {}, { errors: [{ pointer: '', rule: code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? 'json' : 'shape' }] });
  return null;
}

export function problemDocument(found: Problem, instance: string): ProblemDocument {
  const { status, title } = catalogue[found.key];
  return {
    type: problemType(found.key),
    title,
    status,
    instance,
    ...(Object.keys(found.params).length > 0 ? { params: found.params as Readonly<Record<string, unknown>> } : {}),
    ...(found.errors.length > 0 ? { errors: found.errors } : {}),
  };
}

/** The one place where what was thrown becomes a response. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const known = asProblem(error);
  const facts = { requestId: request.id, method: request.method, route: request.routeOptions.url ?? 'unknown', ip: request.ip };
  if (!known) log.error('http', 'unexpected error', facts, error);
  const found = known ?? problem('internal', {});
  const { status } = catalogue[found.key];
  if (known && (status === 401 || status === 403)) log.warning('security', 'authz_denied', { ...facts, problem: found.key });
  else if (known && status >= 500) log.error('http', 'refused for want of a service', { ...facts, problem: found.key }, error);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 429 || status === 503) reply.header('retry-after', String(found.retryAfterS ?? 1));
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(found, `/requests/${request.id}`)));
}
