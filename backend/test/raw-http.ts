import { connect, type Socket } from 'node:net';
import type { Backend } from './start-backend.ts';

/** Bytes as they are, over a real line: what no HTTP library would send. */
export interface RawLine {
  /** Sends the bytes and gives all that comes until the server closes the line, or `quietMs` pass without a byte. */
  exchange(bytes: string, quietMs?: number): Promise<string>;
  /** Opens a line that sends this much and then nothing. */
  half(bytes: string): Promise<Socket>;
  readonly port: number;
}

export async function rawLine(backend: Backend): Promise<RawLine> {
  const { server } = backend.app;
  if (!server.server.listening) await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  return {
    port,
    exchange: (bytes, quietMs = 400) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        let received = '';
        socket.setTimeout(quietMs, () => socket.destroy());
        socket.on('data', (chunk) => {
          received += chunk;
        });
        socket.on('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ECONNRESET' || error.code === 'EPIPE' ? null : reject(error),
        );
        socket.on('close', () => resolve(received));
        socket.write(bytes);
      }),
    half: (bytes) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => resolve(socket)));
        socket.on('error', reject);
      }),
  };
}
