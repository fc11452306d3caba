import type { ProblemKey } from './problem.ts';
import type { Static, TSchema } from './schema.ts';

/** Who may call: nobody in particular, a table's guests, or a staff member of a role. */
export type Role = 'owner' | 'manager' | 'staff' | 'kitchen';
export type Caller = 'anyone' | 'table' | Role;

export const MANAGERS = ['owner', 'manager'] as const;
export const FLOOR = ['owner', 'manager', 'staff'] as const;
export const STAFF = ['owner', 'manager', 'staff', 'kitchen'] as const;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One route, executable: the server implements it, the browser calls it, the OpenAPI page is printed from it.
 * `reply` maps each success status to its body, null for none. `idempotencyKey` says whether the header is required or read when given.
 * `media` names a body or answer that is not JSON.
 */
export interface Endpoint {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly callers: readonly Caller[];
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply: { readonly [status: number]: TSchema | null };
  readonly problems: readonly ProblemKey[];
  readonly idempotencyKey?: 'required' | 'optional';
  readonly cacheable?: true;
  readonly media?: 'multipart' | 'event-stream' | 'svg' | 'png' | 'pdf' | 'csv';
}

export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

export type BodyOf<E extends Endpoint> = E extends { readonly body: infer S extends TSchema } ? Static<S> : undefined;
export type QueryOf<E extends Endpoint> = E extends { readonly query: infer S extends TSchema } ? Static<S> : Record<never, never>;
type Answer<S> = S extends TSchema ? Static<S> : null;
export type ReplyOf<E extends Endpoint> = { [Status in keyof E['reply']]: Answer<E['reply'][Status]> }[keyof E['reply']];
type Placeholders<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
/** The names in braces of the path: all are ids. */
export type ParamsOf<E extends Endpoint> = { readonly [Name in Placeholders<E['path']>]: string };
