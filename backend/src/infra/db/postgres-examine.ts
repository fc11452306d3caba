import pg from 'pg';
import { DUTY_LOCK } from './advisory-locks.ts';
import type { Examined } from './examine.ts';

const PATIENCE_MS = 5000;
/** The oldest that is still mended by its makers (November 2026). */
const LEAST_MAJOR = 14;
const NO_SUCH_TABLE = '42P01';

/** Of several backends one is always on duty. */
const ON_DUTY = `select exists(select 1 from pg_locks where locktype = 'advisory' and classid = ${DUTY_LOCK}
  and objid = hashtext(current_schema())::bigint & 4294967295 and granted
  and database = (select oid from pg_database where datname = current_database()))`;

/** Looks at the database that the address names. What keeps it from being reached is told as its damage. */
export async function examinePostgres(url: string): Promise<Examined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS });
  const none = { unfit: null, version: null, newestAt: null, inUse: false, damage: null };
  const one = async (sql: string): Promise<string> => String(Object.values((await client.query(sql)).rows[0] ?? {})[0] ?? '');
  try {
    await client.connect();
    const version = await one('show server_version');
    const unfit =
      Number.parseInt(version, 10) < LEAST_MAJOR ? `PostgreSQL ${version} is no longer kept; ${LEAST_MAJOR} or newer is needed` : null;
    const engine = { ...none, engine: `PostgreSQL ${version}`, unfit };
    try {
      return {
        ...engine,
        version: Number(await one('select max(number) from migrations')),
        newestAt: Number(await one('select max(at) from events')) || null,
        inUse: (await one(ON_DUTY)) === 'true',
      };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === NO_SUCH_TABLE) return engine;
      throw error;
    }
  } catch (error) {
    return { ...none, engine: 'PostgreSQL', version: 0, damage: error instanceof Error ? error.message || String(error) : String(error) };
  } finally {
    await client.end().catch(() => {});
  }
}
