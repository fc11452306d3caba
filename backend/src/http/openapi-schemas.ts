import type { EventShapes } from '@tableorder/contract/event';
import { catalogue, FieldErrors, type ProblemKey, problemType } from '@tableorder/contract/problem';
import type { TSchema } from '@tableorder/contract/schema';

export type Json = { readonly [key: string]: unknown };
export type Schema = Json;

/** A schema as it goes over the wire: what the schema library keeps beside it is gone. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));

interface Referring {
  /** The schema with every named shape in it said by reference. */
  use(schema: TSchema): Schema;
  readonly named: Readonly<Record<string, Schema>>;
}

/** Knows shapes by what they say, so one that was copied into another is found too. Two names for one shape: the first. */
export function referring(shapes: Readonly<Record<string, TSchema>>): Referring {
  const names = new Map<string, string>();
  for (const name of Object.keys(shapes).sort()) {
    const text = JSON.stringify(shapes[name]);
    if (!names.has(text)) names.set(text, name);
  }
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(through);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, through(part)]));
  };
  const through = (value: unknown): unknown => {
    const name = typeof value === 'object' && value !== null ? names.get(JSON.stringify(value)) : undefined;
    return name === undefined ? inside(value) : { $ref: `#/components/schemas/${name}` };
  };
  const named = [...names].map(([text, name]): [string, Schema] => [name, inside(JSON.parse(text)) as Schema]);
  return { use: (schema) => through(plain(schema)) as Schema, named: Object.fromEntries(named) };
}

const problemKeys = (Object.keys(catalogue) as ProblemKey[]).sort();

/** RFC 9457, as every refusal is. */
export const problemDocumentSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', enum: problemKeys.map(problemType) },
    title: { type: 'string' },
    status: { type: 'integer' },
    instance: { type: 'string', description: 'Names the request; the log has the same id.' },
    params: { type: 'object', description: 'What the type’s page says.' },
    errors: plain(FieldErrors),
  },
};

/** A problem's name among the components, where a slash may not stand. */
export const problemName = (key: ProblemKey): string => key.replaceAll('/', '.');

export const problemExamples: Json = Object.fromEntries(
  problemKeys.map((key) => {
    const { title, status } = catalogue[key];
    return [problemName(key), { summary: title, value: { type: problemType(key), title, status, instance: '/requests/…' } }];
  }),
);

/** One schema an event, and `StreamEvent` for any of them. */
export function eventSchemas(events: EventShapes, use: (schema: TSchema) => Schema): Readonly<Record<string, Schema>> {
  const types = Object.keys(events).sort();
  const schemas = types.map((type): [string, Schema] => {
    const carried = use(events[type] as TSchema) as { properties?: Json; required?: readonly string[] };
    return [
      `event.${type}`,
      {
        type: 'object',
        required: ['type', 'seq', 'at', ...(carried.required ?? [])],
        properties: {
          type: { type: 'string', const: type },
          seq: { type: 'integer', minimum: 1 },
          at: { type: 'string', format: 'date-time' },
          ...carried.properties,
        },
        additionalProperties: false,
      },
    ];
  });
  const oneOf = types.map((type) => ({ $ref: `#/components/schemas/event.${type}` }));
  return Object.fromEntries([['StreamEvent', { oneOf }], ...schemas]);
}
