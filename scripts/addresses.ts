import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

/** This machine as others on the shop's network see it; null when it is on none. */
export function lanAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
}

/** Whether a server that listens on this address is reached over the network. */
export const isOpenToNetwork = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** A port nobody uses at this moment: for a server whose address must be known before it runs. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
