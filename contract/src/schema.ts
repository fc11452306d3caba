import {
  Array as ArrayOf,
  Boolean as BooleanOf,
  Integer,
  Literal,
  Null,
  Object as ObjectOf,
  Optional,
  type Static,
  String as StringOf,
  type TArray,
  type TObject,
  type TProperties,
  type TSchema,
  Union,
  Unsafe,
} from 'typebox';

/** The house's words for shapes. Objects refuse what they did not declare; strings refuse control characters. */

export type { Static, TSchema };

/** What no text may hold: C0 and C1 controls, bidirectional overrides, lone surrogates. */
const REFUSED = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\uD800-\\uDFFF';
const LINE = `^[^${REFUSED}\\t\\n\\r]*$`;
const TEXT = `^[^${REFUSED}]*$`;

export const object = <P extends TProperties>(properties: P): TObject<P> => ObjectOf(properties, { additionalProperties: false });
export const optional = Optional;
export const literal = Literal;
export const nothing = Null;
export const flag = BooleanOf;
export const anyText = StringOf;

export const list = <S extends TSchema>(item: S, bounds: { min?: number; max?: number; unique?: boolean } = {}): TArray<S> =>
  ArrayOf(item, {
    ...(bounds.min === undefined ? {} : { minItems: bounds.min }),
    ...(bounds.max === undefined ? {} : { maxItems: bounds.max }),
    ...(bounds.unique ? { uniqueItems: true } : {}),
  });

export const nullable = <S extends TSchema>(schema: S) => Union([schema, Null()]);

/** One of a few words: an `enum` on the wire, a union in the types. */
export const oneOf = <const W extends readonly string[]>(...words: W) => Unsafe<W[number]>({ type: 'string', enum: [...words] });

/** One line of text; lengths in characters (code points). `min` 1 also refuses text of blanks only. */
export const line = (bounds: { min?: number; max: number }) =>
  StringOf({
    maxLength: bounds.max,
    ...(bounds.min === undefined ? {} : { minLength: bounds.min }),
    pattern: bounds.min ? LINE.replace('^', '^(?=.*\\S)') : LINE,
  });

/** Text of several lines: tabs and line breaks pass, other controls do not. */
export const text = (bounds: { max: number }) => StringOf({ maxLength: bounds.max, pattern: TEXT });

/** A string whose form a pattern decides. */
export const form = (pattern: string, maxLength: number, description?: string) =>
  StringOf({ pattern, maxLength, ...(description === undefined ? {} : { description }) });

export const count = (bounds: { min: number; max: number }) => Integer({ minimum: bounds.min, maximum: bounds.max });

/** An object whose keys fit a pattern. Not the library's record type: that one brings its whole type engine into the guest's bundle. */
export const mapOf = <S extends TSchema>(keys: string, value: S) =>
  Unsafe<Record<string, Static<S>>>({ type: 'object', patternProperties: { [keys]: value }, additionalProperties: false });

/** A wire string or number that carries a brand in the types. */
export const branded = <T>(schema: TSchema) => Unsafe<T>(schema);

/** Query parameters arrive as text and are never coerced: a whole number in digits. */
export const digits = (maxDigits: number) => StringOf({ pattern: `^[1-9][0-9]{0,${maxDigits - 1}}$` });

/** What every list takes: `limit` (default 50, at most 200, as digits) and the `cursor` of the page before. */
export const page = { limit: optional(digits(3)), cursor: optional(form('^[A-Za-z0-9_-]{1,200}$', 200)) };

/** What every list gives: the items and the cursor of the next page, null on the last. */
export const listOf = <S extends TSchema>(item: S) => object({ items: ArrayOf(item), nextCursor: nullable(StringOf()) });
