import type { Endpoint } from '@tableorder/contract/endpoint';
import type { EventShapes } from '@tableorder/contract/event';
import { catalogue, type ProblemKey, problemType } from '@tableorder/contract/problem';
import type { TSchema } from '@tableorder/contract/schema';
import { eventSchemas, type Json, problemDocumentSchema, problemExamples, problemName, referring, type Schema } from './openapi-schemas.ts';

const MEDIA = {
  multipart: 'application/json',
  'event-stream': 'text/event-stream',
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  csv: 'text/csv',
} as const;

/** The part of the path that names the feature: `/api/admin/orders/{id}` is orders. */
const tagOf = (path: string): string => path.replace(/^\/(api\/)?(admin\/)?/, '').split('/')[0] ?? '';

/** What the frame around every handler refuses by itself, beside what the endpoint declares. */
function problemsOf(endpoint: Endpoint): ProblemKey[] {
  const keys = new Set<ProblemKey>(endpoint.problems);
  const takesBody = endpoint.body !== undefined;
  if (!endpoint.callers.includes('anyone')) for (const key of ['unauthorized', 'forbidden'] as const) keys.add(key);
  if (endpoint.path.includes('{')) keys.add('not-found');
  if (takesBody || endpoint.query || endpoint.idempotencyKey || endpoint.media === 'multipart') keys.add('invalid');
  if (takesBody) for (const key of ['too-large', 'unsupported-media'] as const) keys.add(key);
  if (endpoint.method !== 'GET') keys.add('storage-full');
  for (const key of ['too-many-requests', 'internal', 'unavailable'] as const) keys.add(key);
  return [...keys].sort();
}

const header = (name: string, required: boolean, description: string, schema: Schema): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});

function parametersOf(endpoint: Endpoint, schemaOf: (schema: TSchema) => Schema): Json[] {
  const query = endpoint.query as { properties?: Record<string, TSchema>; required?: readonly string[] } | undefined;
  const key = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]*$' };
  return [
    ...[...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', format: 'uuid' },
    })),
    ...Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: query?.required?.includes(name) ?? false,
      schema: schemaOf(schema),
    })),
    ...(endpoint.idempotencyKey
      ? [header('Idempotency-Key', endpoint.idempotencyKey === 'required', 'The same key again gives the same answer.', key)]
      : []),
    ...(endpoint.cacheable
      ? [header('If-None-Match', false, 'The `ETag` at hand; answers 304 while it is current.', { type: 'string' })]
      : []),
    ...(endpoint.media === 'event-stream'
      ? [header('Last-Event-ID', false, 'Resumes after this event: nothing missing, nothing twice.', { type: 'string' })]
      : []),
  ];
}

function requestBody(endpoint: Endpoint, schemaOf: (schema: TSchema) => Schema): Json | null {
  if (endpoint.media === 'multipart') {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'image/*' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (!endpoint.body) return null;
  const { required } = endpoint.body as { required?: readonly string[] };
  return { required: (required?.length ?? 0) > 0, content: { 'application/json': { schema: schemaOf(endpoint.body) } } };
}

function successes(endpoint: Endpoint, events: EventShapes, schemaOf: (schema: TSchema) => Schema): [string, Json][] {
  const headers = endpoint.cacheable ? { headers: { ETag: { schema: { type: 'string' } } } } : {};
  const answers = Object.entries(endpoint.reply).map(([status, schema]): [string, Json] => {
    if (endpoint.media === 'event-stream') return [status, streamResponse(events)];
    const type = endpoint.media ? MEDIA[endpoint.media] : 'application/json';
    if (!schema && !endpoint.media) return [status, { description: 'Done, without a body.' }];
    const content = { [type]: schema ? { schema: schemaOf(schema) } : {} };
    return [status, { description: Number(status) < 300 ? endpoint.summary : 'Not so.', ...headers, content }];
  });
  return endpoint.cacheable ? [...answers, ['304', { description: 'What you have is current.', ...headers }]] : answers;
}

const streamResponse = (events: EventShapes): Json => ({
  description: [
    'Server-Sent Events. `id` is the cursor `<epoch>-<seq>`, `event` the type, `data` one JSON object of `StreamEvent`.',
    'A comment is sent as a heartbeat. `reset` means: read everything again. `auth_expired` is the last word of a dead token.',
    `Events: ${Object.keys(events)
      .sort()
      .map((type) => `\`${type}\``)
      .join(', ')}.`,
  ].join('\n\n'),
  content: {
    'text/event-stream': {
      schema: { type: 'string', contentMediaType: 'application/json', contentSchema: { $ref: '#/components/schemas/StreamEvent' } },
    },
  },
});

/** One response a status; its examples are the problem types by name. */
function refusals(endpoint: Endpoint): [string, Json][] {
  const byStatus = Map.groupBy(problemsOf(endpoint), (key) => String(catalogue[key].status));
  return [...byStatus].map(([status, keys]) => {
    const examples = Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/examples/${problemName(key)}` }]));
    const description = keys.map((key) => `\`${problemType(key)}\`: ${catalogue[key].title}.`).join('\n\n');
    const headers = status === '429' || status === '503' ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {};
    const schema = { $ref: '#/components/schemas/Problem' };
    return [status, { description, ...headers, content: { 'application/problem+json': { schema, examples } } }];
  });
}

function responsesOf(endpoint: Endpoint, events: EventShapes, schemaOf: (schema: TSchema) => Schema): Json {
  const responses: Record<string, Json> = Object.fromEntries(successes(endpoint, events, schemaOf));
  for (const [status, refusal] of refusals(endpoint)) {
    const answer = responses[status];
    responses[status] = answer
      ? {
          ...refusal,
          description: `${answer.description}\n\n${refusal.description}`,
          content: { ...(answer.content as Json), ...(refusal.content as Json) },
        }
      : refusal;
  }
  return responses;
}

function securityOf({ callers }: Endpoint): Json[] {
  const schemes = new Set(callers.flatMap((caller) => (caller === 'anyone' ? [] : caller === 'table' ? ['table'] : ['admin'])));
  return [...schemes].map((scheme) => ({ [scheme]: [] }));
}

function operation(name: string, endpoint: Endpoint, events: EventShapes, schemaOf: (schema: TSchema) => Schema): Json {
  const parameters = parametersOf(endpoint, schemaOf);
  const body = requestBody(endpoint, schemaOf);
  return {
    operationId: name,
    summary: endpoint.summary,
    description: `Callers: ${endpoint.callers.join(', ')}.`,
    tags: [tagOf(endpoint.path)],
    security: securityOf(endpoint),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(endpoint, events, schemaOf),
  };
}

/** The OpenAPI 3.1 document of the contract; the same contract gives the same bytes. `shapes` are the schemas to name once. */
export function openApi(
  endpoints: Readonly<Record<string, Endpoint>>,
  events: EventShapes,
  version: string,
  shapes: Readonly<Record<string, TSchema>>,
): Json {
  const refer = referring(shapes);
  const paths: Record<string, Record<string, Json>> = {};
  const place = ({ path, method }: Endpoint) => `${path} ${method}`;
  for (const [name, endpoint] of Object.entries(endpoints).sort(([, a], [, b]) => (place(a) < place(b) ? -1 : 1))) {
    const methods = paths[endpoint.path] ?? {};
    paths[endpoint.path] = methods;
    const method = endpoint.method.toLowerCase();
    if (method in methods) throw new Error(`two endpoints are ${endpoint.method} ${endpoint.path}`);
    methods[method] = operation(name, endpoint, events, refer.use);
  }
  const token = (what: string): Json => ({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: what });
  return {
    openapi: '3.1.0',
    info: {
      title: 'tableorder',
      version,
      description:
        'Guests order at the table, staff and kitchen see it live. Money is an integer in the currency’s minor unit, instants are RFC 3339 UTC. Refusals are RFC 9457 problems, each with a page under `/problems`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(endpoints).map(({ path }) => tagOf(path)))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { admin: token('A staff member’s token; the role decides.'), table: token('A table’s token.') },
      examples: problemExamples,
      schemas: { ...refer.named, Problem: problemDocumentSchema, ...eventSchemas(events, refer.use) },
    },
  };
}
