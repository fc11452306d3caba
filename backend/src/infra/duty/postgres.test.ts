import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestLog, testLog } from '../log/test-log.ts';
import { dutySuite, soon, workOf } from './duty.suite.ts';
import { postgresDuty } from './postgres.ts';

const url = process.env.TEST_POSTGRES_URL ?? '';
let schemas = 0;
const made: string[] = [];
let client: pg.Client;

async function newSchema(): Promise<string> {
  const schema = `duty_${process.pid}_${++schemas}`;
  await client.query(`create schema "${schema}"`);
  made.push(schema);
  return schema;
}
const open = async (schema: string, log: TestLog = testLog()) => postgresDuty({ url, log, schema });

/** As when the database restarts, or the line is cut: the server ends those connections. */
const cut = (schema: string) =>
  client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tableorder duty' and pid in
     (select pid from pg_locks where locktype = 'advisory' and classid = 7402612 and objid = hashtext($1)::bigint & 4294967295 and granted)`,
    [schema],
  );

describe.skipIf(url === '')(`the duty of one among several${url === '' ? ': skipped, TEST_POSTGRES_URL is not set' : ''}`, () => {
  beforeAll(async () => {
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    for (const schema of made) await client.query(`drop schema "${schema}" cascade`);
    await client.end();
  });

  dutySuite(async () => open(await newSchema()));

  it('is one instance’s at a time, and the next one’s when that goes', async () => {
    const schema = await newSchema();
    const said: string[] = [];
    const [a, b, c] = [await open(schema), await open(schema), await open(schema)];
    a.take(workOf(said, 'a'));
    await soon(() => expect(said).toEqual(['a begins']));
    b.take(workOf(said, 'b'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([a.isMine, b.isMine]).toEqual([true, false]);
    await a.close();
    await soon(() => expect(said).toEqual(['a begins', 'a ended', 'b begins']));
    c.take(workOf(said, 'c'));
    await Promise.all([b.close(), c.close()]);
  });

  it('ends at the one that is cut off, and is taken again; never begun twice over', async () => {
    const schema = await newSchema();
    const said: string[] = [];
    const log = testLog();
    const [a, b] = [await open(schema, log), await open(schema)];
    a.take(workOf(said, 'a'));
    await soon(() => expect(said).toEqual(['a begins']));
    b.take(workOf(said, 'b'));
    await cut(schema);
    await soon(() => expect(said).toContain('a ended'));
    await soon(() => expect([a.isMine, b.isMine].filter((mine) => mine)).toHaveLength(1));
    expect(said.filter((line) => line.endsWith('begins'))).toHaveLength(2);
    expect(log.messages('WARNING')).toContain('who is on duty cannot be asked; tried again');
    await Promise.all([a.close(), b.close()]);
    expect(said.filter((line) => line.endsWith('ended'))).toHaveLength(said.length / 2);
  });

  it('of one installation is not another’s', async () => {
    const [one, other] = [await open(await newSchema()), await open(await newSchema())];
    const said: string[] = [];
    one.take(workOf(said, 'one'));
    other.take(workOf(said, 'other'));
    await soon(() => expect(said.sort()).toEqual(['one begins', 'other begins']));
    await Promise.all([one.close(), other.close()]);
  });
});
