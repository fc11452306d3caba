import { pick, type Roll } from './random.ts';

/** As much of JSON Schema as the interface's description uses. */
export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const UUID = /"([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})"/g;
const MOST_IDS = 400;
/** For patterns: the first that fits is taken, from a random one on. */
const FORMS = [
  '2026-11-27',
  '09:30',
  '1234',
  'ko',
  'en',
  '#aabbcc',
  'KRW',
  'Asia/Seoul',
  'my-shop',
  'owner',
  '100',
  'a',
  '192.168.0.9',
  'abcdefghijklmnop',
];
const TEXTS = [
  '',
  '김치찌개',
  ' ',
  '<b>x</b>',
  "' or 1=1--",
  '=1+1',
  '\u0000',
  '\u202e',
  '😀'.repeat(30),
  'x'.repeat(300),
  '%00',
  '../../etc/passwd',
  '\ud800',
  'null',
];
const ODD: readonly unknown[] = [null, true, -1, 1e308, 1.5, '1', [], {}, [[]], { __proto__: null, constructor: {} }, '\u0000', 2 ** 53];
/** One value in so many is of another kind than declared. */
const SPOILT = 25;
const DEEPEST = 6;

/** Makes values for schemas, with the ids that answers have named. */
export class Making {
  readonly #schemas: Readonly<Record<string, Schema>>;
  readonly #roll: Roll;
  readonly #ids: string[] = ['00000000-0000-7000-8000-000000000000'];

  constructor(schemas: Readonly<Record<string, Schema>>, roll: Roll) {
    this.#schemas = schemas;
    this.#roll = roll;
  }

  /** Remembers the ids in an answer, the newest over the oldest. */
  learn(answer: string): void {
    for (const [, id] of answer.slice(0, 20_000).matchAll(UUID))
      if (id && !this.#ids.includes(id)) this.#ids.length < MOST_IDS ? this.#ids.push(id) : this.#ids.splice(this.#roll(MOST_IDS), 1, id);
  }

  /** As a part of an address. */
  text(schema: Schema): string {
    const value = this.value(schema);
    return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed();
  }

  value(schema: Schema, depth = 0): unknown {
    const roll = this.#roll;
    if (roll(SPOILT) === 0) return pick(ODD, roll);
    if (schema.$ref) return this.value(this.#schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.value(pick(choices, roll) ?? {}, depth);
    if ('const' in schema) return schema.const;
    if (schema.enum) return pick(schema.enum, roll);
    const type = typeof schema.type === 'string' ? schema.type : pick(schema.type ?? ['null'], roll);
    if (type === 'object') return this.#object(schema, depth);
    if (type === 'array') return this.#array(schema, depth);
    if (type === 'integer' || type === 'number') return this.#number(schema);
    if (type === 'boolean') return roll(2) === 0;
    return type === 'string' ? this.#string(schema) : null;
  }

  #object({ properties = {}, required = [] }: Schema, depth: number): object {
    const wanted = Object.entries(properties).filter(([name]) => required.includes(name) || (depth < DEEPEST && this.#roll(2) === 0));
    const made = Object.fromEntries(wanted.map(([name, schema]) => [name, this.value(schema, depth + 1)]));
    return this.#roll(SPOILT) === 0 ? { ...made, unknown: 1 } : made;
  }

  #array({ items = {}, minItems = 0, maxItems = 3 }: Schema, depth: number): unknown[] {
    const length = depth >= DEEPEST ? minItems : minItems + this.#roll(Math.min(3, maxItems - minItems) + 1);
    return Array.from({ length }, () => this.value(items, depth + 1));
  }

  #number({ minimum = 0, maximum = 1_000_000 }: Schema): number {
    const edges = [minimum, maximum, minimum + this.#roll(Math.min(1000, maximum - minimum) + 1), minimum + this.#roll(10)];
    return pick(edges, this.#roll) ?? 0;
  }

  #string({ format, pattern, maxLength = 200 }: Schema): string {
    const roll = this.#roll;
    if (format === 'uuid' || pattern?.includes('[0-9a-f]{8}-')) return pick(this.#ids, roll) ?? '';
    if (format === 'date-time') return new Date(Date.UTC(2026, 10, 1 + roll(30), roll(24))).toISOString();
    if (pattern) {
      const form = new RegExp(pattern, 'u');
      const from = roll(FORMS.length);
      return [...FORMS.slice(from), ...FORMS.slice(0, from)].find((one) => form.test(one)) ?? 'a';
    }
    return roll(4) === 0 ? (pick(TEXTS, roll) ?? '') : `글 ${roll(1000)}`.slice(0, maxLength);
  }
}
