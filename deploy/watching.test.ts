import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMenu } from '@tableorder/contract/menu';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Reader, readStream } from '../e2e/durability/stream-reader.ts';
import { backupNow, type Running, startBackend } from '../e2e/product.ts';
import { call, openShop, type Shop } from '../e2e/shop.ts';
import { freePort } from '../scripts/addresses.ts';

const RULES = join(import.meta.dirname, 'prometheus');
const DASHBOARD = join(import.meta.dirname, 'grafana/tableorder.json');
const lacking = ['prometheus', 'promtool'].filter((tool) => spawnSync(tool, ['--version']).error);
const reason = lacking.length > 0 ? ` (skipped: ${lacking.join(', ')} not installed)` : '';

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
const QUERIES = (JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard).panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr] as const),
);
/** A shop in order has none of these: the series begin with the first. */
const EMPTY_IN_ORDER = new Set(['Orders nobody has seen', 'Tickets not on paper']);

function promtool(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

describe.skipIf(reason !== '')(`the alert rules as they are shipped${reason}`, () => {
  it('are read by Prometheus, with the settings around them', () => {
    const { status, said } = promtool('check', 'config', join(RULES, 'prometheus.yml'), join(RULES, 'prometheus.scale.yml'));
    expect(status, said).toBe(0);
  });

  it('fire when they should, and not before', () => {
    const { status, said } = promtool('test', 'rules', join(RULES, 'rules.test.yml'));
    expect(status, said).toBe(0);
  });

  it('are tried one and all', () => {
    const alerts = [...readFileSync(join(RULES, 'rules.yml'), 'utf8').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    const tried = readFileSync(join(RULES, 'rules.test.yml'), 'utf8');
    expect(alerts.length).toBeGreaterThan(10);
    for (const alert of alerts) expect(tried).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:\\n\\s+- exp_labels`));
  });
});

describe.skipIf(reason !== '')(`a Prometheus that watches a shop at work${reason}`, () => {
  let folder: string;
  let backend: Running;
  let prometheus: ChildProcess;
  let shop: Shop;
  let stream: Reader;
  let url: string;
  let said = '';

  const asked = async (path: string) => {
    const answer = await fetch(`${url}${path}`);
    return (await answer.json()) as { readonly status: string; readonly error?: string; readonly data: never };
  };
  const query = async (text: string): Promise<readonly { readonly value: readonly [number, string] }[]> => {
    const { status, error, data } = await asked(`/api/v1/query?query=${encodeURIComponent(text)}`);
    if (status !== 'success') throw new Error(`${text}: ${error}`);
    return (data as { readonly result: readonly { readonly value: readonly [number, string] }[] }).result;
  };
  const order = async () => {
    const [table, dish] = [shop.tables[0], shop.menu[0]];
    if (!table || !dish) throw new Error('the shop is empty');
    const items = [{ menuId: dish.id, quantity: 1, optionIds: [] }];
    await call(backend.url, readMenu, { token: shop.token, query: {} });
    return call(backend.url, placeStaffOrder, { token: shop.token, body: { tableId: table.id, items } });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tableorder-watching-'));
    backend = await startBackend(folder);
    shop = await openShop(backend.url, 1);
    stream = readStream(() => backend.url, shop.token, '');
    await backupNow(folder);
    const config = readFileSync(join(RULES, 'prometheus.yml'), 'utf8')
      .replaceAll('15s', '1s')
      .replace('rules.yml', join(RULES, 'rules.yml'))
      .replace('127.0.0.1:8000', `127.0.0.1:${backend.port}`);
    writeFileSync(join(folder, 'prometheus.yml'), config);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    prometheus = spawn('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    prometheus.stderr?.on('data', (bytes) => {
      said = `${said}${bytes}`.slice(-3000);
    });
    // A rate is of two looks, and something between them.
    await vi.waitFor(
      async () => {
        await order();
        expect(await query('count_over_time(up{job="tableorder"}[5m]) >= 4'), said).toHaveLength(1);
        expect(await query('rate(tableorder_events_total{type="order_created"}[1m]) > 0')).toHaveLength(1);
        expect(await query('rate(tableorder_stream_lag_seconds_count[1m]) > 0')).toHaveLength(1);
        expect(await query('rate(tableorder_cache_reads_total{result="hit"}[1m]) > 0')).toHaveLength(1);
      },
      { timeout: 60_000, interval: 300 },
    );
  }, 120_000);

  afterAll(async () => {
    await stream?.close();
    if (prometheus?.exitCode === null) {
      prometheus.kill();
      await once(prometheus, 'exit');
    }
    await backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(QUERIES)('draws “%s”', async (title, expr) => {
    const found = await query(expr.replaceAll('$__rate_interval', '1m'));
    if (EMPTY_IN_ORDER.has(title)) expect(found).toEqual([]);
    else {
      expect(found.length).toBeGreaterThan(0);
      for (const { value } of found) expect(Number(value[1])).toBeGreaterThanOrEqual(0);
    }
  });

  it('evaluates every alert, and none is firing', async () => {
    const { data } = await asked('/api/v1/rules');
    const { groups } = data as { readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[] };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    for (const { name, health, lastError, state } of rules)
      expect({ name, health, lastError, state }).toMatchObject({ health: 'ok', state: expect.not.stringMatching('firing') });
  });

  it('sees no less than what happened', async () => {
    const count = async () => Number((await query('sum(tableorder_events_total{type="order_created"})'))[0]?.value[1] ?? 0);
    const before = await count();
    for (let nth = 0; nth < 5; nth += 1) await order();
    await vi.waitFor(async () => expect(await count()).toBeGreaterThanOrEqual(before + 5), { timeout: 15_000, interval: 200 });
  });
});
