import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { BenchShop } from './shop.ts';

export interface Load {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** What was answered 201: id and total. */
  readonly accepted: ReadonlyMap<string, number>;
}

const LINES = 3;

function post(base: URL, agent: Agent, token: string, key: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': key,
    };
    const sent = request({ host: base.hostname, port: base.port, path: '/api/orders', method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Closed loop: `at` phones order without a pause, three lines each, for so many seconds. */
export async function orders(base: string, shop: BenchShop, at: number, seconds: number): Promise<Load> {
  const url = new URL(base);
  const agent = new Agent({ keepAlive: true, maxSockets: at });
  const accepted = new Map<string, number>();
  const times: number[] = [];
  const from = performance.now();
  const end = from + seconds * 1000;
  const pick = (step: number) => shop.menuIds[step % shop.menuIds.length] ?? '';
  await Promise.all(
    Array.from({ length: at }, async (_, phone) => {
      const token = shop.phones[phone % shop.phones.length] ?? '';
      for (let step = 0; performance.now() < end; step++) {
        const items = Array.from({ length: LINES }, (__, line) => ({
          menuId: pick(phone + step * 7 + line),
          quantity: 1 + line,
          optionIds: [],
        }));
        const since = performance.now();
        const { status, text } = await post(url, agent, token, `${at}-${phone}-${step}-${Math.round(from)}`, JSON.stringify({ items }));
        if (status !== 201) throw new Error(`order refused: ${status} ${text}`);
        times.push(performance.now() - since);
        const order = JSON.parse(text) as { id: string; totalAmount: number };
        accepted.set(order.id, order.totalAmount);
      }
    }),
  );
  agent.destroy();
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / ((performance.now() - from) / 1000), medianMs: quantile(0.5), p99Ms: quantile(0.99), accepted };
}

/** Counts the order events of the staff stream until closed. */
export async function listen(base: string, owner: string): Promise<{ seen: ReadonlyMap<string, number>; close(): void }> {
  const seen = new Map<string, number>();
  const stop = new AbortController();
  const answer = await fetch(`${base}/api/admin/events`, { headers: { authorization: `Bearer ${owner}` }, signal: stop.signal });
  const reading = (async () => {
    let rest = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const id = /^event: order_created$/m.test(frame) ? /"order":\{"id":"([^"]+)"/.exec(frame)?.[1] : undefined;
        if (id) seen.set(id, (seen.get(id) ?? 0) + 1);
      }
    }
  })();
  reading.catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { seen, close: () => stop.abort() };
}
