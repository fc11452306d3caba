import { BlockList, isIP } from 'node:net';
import { problem } from '@tableorder/contract/problem';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../infra/metrics/metrics.ts';

/** Addresses and networks as one list to look a caller up in. */
function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** `GET /metrics` for Prometheus, to `readers` alone (addresses or networks): what a shop sells in an hour is nobody else's. Others find nothing there. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, readers: readonly string[]): void {
  const allowed = listOf(readers);
  app.get('/metrics', async ({ ip }, reply) => {
    // A socket that speaks both says 127.0.0.1 as ::ffff:127.0.0.1.
    const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
    if (!allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')) throw problem('not-found', {});
    const { type, text } = await metrics.text();
    return reply.type(type).send(text);
  });
}
