import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Cuts {
  /** The share of answers that are cut after the server had the whole request, and of a stream's pieces. */
  answers: number;
  pieces: number;
}

export interface CuttingProxy {
  readonly url: string;
  /** May be changed while it runs. */
  readonly cuts: Cuts;
  /** How many answers and streams were cut. */
  readonly cut: () => number;
  readonly close: () => Promise<void>;
}

/**
 * A bad line between the devices and a server that may die and come back on its port: bytes go through as they are, but some answers
 * never arrive, though the server has done what was asked.
 */
export async function startCuttingProxy(port: () => number, random: () => number, cuts: Cuts): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let cut = 0;
  const server = createServer((client) => {
    const upstream = connect(port(), '127.0.0.1');
    let streaming = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.add(client);
    client.on('data', (bytes: Buffer) => {
      streaming ||= bytes.subarray(0, 16).toString('latin1').startsWith('GET /api/stream');
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (random() < (streaming ? cuts.pieces : cuts.answers)) {
        cut += 1;
        end();
      } else client.write(bytes);
    });
    for (const socket of [client, upstream]) {
      // A server that is dead is what this stands in front of.
      socket.on('error', end);
      socket.on('close', end);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts,
    cut: () => cut,
    close: async () => {
      for (const client of open) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
