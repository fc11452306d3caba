import type { Endpoint } from '@tableorder/contract/endpoint';

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
}

/** A body with one field spoilt, and where that is. */
export interface Spoilt {
  readonly pointer: string;
  readonly how: string;
  readonly body: unknown;
}

const GONE = Symbol('left out');
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a body that is really there, with its shape: objects, first items of lists and single fields alike. */
function* fields(
  shape: Shape,
  value: unknown,
  pointer = '',
): Generator<{ pointer: string; shape: Shape; value: unknown; optional: boolean }> {
  const own = shape.anyOf?.find((one) => one.type !== 'null') ?? shape;
  if (isObject(value))
    for (const [name, inner] of Object.entries(value)) {
      const child = own.properties?.[name] ?? Object.values(own.patternProperties ?? {})[0];
      if (!child) throw new Error(`${pointer}/${name} is not declared`);
      yield { pointer: `${pointer}/${name}`, shape: child, value: inner, optional: !own.required?.includes(name) };
      yield* fields(child, inner, `${pointer}/${name}`);
    }
  if (Array.isArray(value) && own.items && value.length > 0) {
    yield { pointer: `${pointer}/0`, shape: own.items, value: value[0], optional: false };
    yield* fields(own.items, value[0], `${pointer}/0`);
  }
}

/** A copy with another value at the pointer, or without it. */
function spoil(body: unknown, pointer: string, value: unknown): unknown {
  const copy: unknown = structuredClone(body);
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const step of path) at = at[step] as Record<string, unknown>;
  if (value === GONE && Array.isArray(at)) at.splice(Number(last), 1);
  else if (value === GONE) delete at[last];
  else at[last] = value;
  return copy;
}

const nullable = (shape: Shape): boolean => shape.anyOf?.some((one) => one.type === 'null') ?? false;

/** What can't be right in a field of this shape. */
function wrongValues(shape: Shape, present: unknown): (readonly [string, unknown])[] {
  const own = shape.anyOf?.find((one) => one.type !== 'null') ?? shape;
  const wrong: (readonly [string, unknown])[] = [];
  const add = (how: string, value: unknown) => wrong.push([how, value]);
  if (!nullable(shape)) add('null', null);
  if (own.type !== 'array') {
    add('an empty list', []);
    add('itself in a list', [present]);
  }
  if (own.type !== 'object') {
    add('an object', {});
    add('an operator', { $gt: 0 });
  }
  if (own.type === 'string') {
    add('a number', 1);
    add('yes', true);
    if (!/\\s\\S|\[\\x/.test(own.pattern ?? '\\s\\S')) {
      add('a control character', `a\u0000b`);
      add('an escape', `a\u001b[31mb`);
      add('text turned round', `a\u202eb`);
      add('half a character', `a\ud800b`);
    }
    if (own.maxLength !== undefined) add('too long', 'a'.repeat(own.maxLength + 1));
    if (own.enum) add('another word', `${own.enum[0]} `);
    if (own.enum || own.minLength || /^\^(\[|\(\?=)/.test(own.pattern ?? '') === true)
      if (!new RegExp(own.pattern ?? '^x', 'u').test('')) add('nothing in it', '');
  }
  if (own.type === 'integer' || own.type === 'number') {
    add('a number as text', String(present));
    add('half', 0.5);
    add('yes', true);
    if (own.maximum !== undefined) add('one too many', own.maximum + 1);
    if (own.minimum !== undefined) add('one too few', own.minimum - 1);
    if (own.maximum !== undefined) add('beyond all numbers', Number.MAX_VALUE);
  }
  if (own.type === 'boolean')
    for (const [how, value] of [
      ['text', 'true'],
      ['one', 1],
    ] as const)
      add(how, value);
  if (own.type === 'array') {
    add('text', 'abc');
    add('a list of lists', [[]]);
    if (own.maxItems !== undefined && Array.isArray(present))
      add(
        'too many',
        Array.from({ length: own.maxItems + 1 }, () => present[0] ?? 'x'),
      );
    if (own.minItems) add('an empty list', []);
  }
  if (own.type === 'object') add('text', '{}');
  return wrong;
}

/** Every way in which one field of an accepted body can be wrong by the endpoint's own shape. */
export function* spoiltBodies(endpoint: Endpoint, body: unknown): Generator<Spoilt> {
  for (const { pointer, shape, value, optional } of fields(endpoint.body as Shape, body)) {
    if (!optional && !/\/\d+$/.test(pointer)) yield { pointer, how: 'left out', body: spoil(body, pointer, GONE) };
    for (const [how, wrong] of wrongValues(shape, value)) yield { pointer, how, body: spoil(body, pointer, wrong) };
    if (isObject(value)) yield { pointer: `${pointer}/storeId`, how: 'undeclared', body: spoil(body, `${pointer}/storeId`, 'x') };
  }
  for (const name of ['id', 'storeId', 'price_', 'total', 'totalAmount', 'createdAt', 'isAdmin'])
    if (!(endpoint.body as Shape).properties?.[name]) yield { pointer: `/${name}`, how: 'undeclared', body: spoil(body, `/${name}`, 'x') };
}
