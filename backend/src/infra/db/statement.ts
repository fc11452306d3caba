import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type Builder = Kysely<Schema>;

/**
 * One SQL statement, written with Kysely's typed builder and compiled once per dialect: `args` stand where values will.
 * Building and compiling costs more than SQLite takes to answer, so the statements of the busy paths are made at load time.
 */
export interface Statement<Args, Row> {
  readonly name: string;
  readonly build: (db: Builder, args: Args) => Compilable<Row>;
  readonly compiled: Map<Builder, Prepared>;
}

export interface Prepared {
  readonly sql: string;
  readonly bind: (args: object) => unknown[];
}

class Placeholder {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
}

let made = 0;

/** Makes a statement; `args` are single values (lists vary in length: see `Reading.find`). */
export function statement<Args extends object, Row>(build: (db: Builder, args: Args) => Compilable<Row>): Statement<Args, Row> {
  return { name: `s${++made}`, build, compiled: new Map() };
}

/** The SQL of a statement for this builder's dialect, from memory after the first time. */
export function prepare<Args, Row>(db: Builder, statement: Statement<Args, Row>): Prepared {
  let prepared = statement.compiled.get(db);
  if (!prepared) {
    const holes = new Proxy({}, { get: (_, key) => new Placeholder(String(key)) }) as Args;
    const { sql, parameters } = statement.build(db, holes).compile();
    const bind = (args: object) =>
      parameters.map((value) => (value instanceof Placeholder ? ((args as Record<string, unknown>)[value.key] ?? null) : value));
    prepared = { sql, bind };
    statement.compiled.set(db, prepared);
  }
  return prepared;
}

export const compile = <Row>(db: Builder, build: (db: Builder) => Compilable<Row>): CompiledQuery<Row> => build(db).compile();
