import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { catalogue, invalidField, problem } from '@tableorder/contract/problem';
import { newId } from '../infra/clock/new-id.ts';
import type { Log } from '../infra/log/log.ts';
import { problemDocument } from './problem.ts';

/** What the parser's errors are to the caller; all others are a request that is none. */
const KNOWN: Readonly<Record<string, () => ReturnType<typeof problem>>> = {
  HPE_HEADER_OVERFLOW: () => problem('too-large', {}),
  ERR_HTTP_REQUEST_TIMEOUT: () => invalidField('', 'timeout'),
};

/**
 * Answers bytes that never became a request with a problem document, and ends the line: where such a request ends
 * is anybody's guess, so nothing behind it may be read as the next one.
 */
export const answerBrokenRequest =
  (log: Log) =>
  (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const id = newId();
    const found = KNOWN[error.code ?? '']?.() ?? invalidField('', 'http');
    const { status } = catalogue[found.key];
    log.warning('security', 'broken request', { requestId: id, code: error.code ?? 'unknown', status, ip: socket.remoteAddress ?? '' });
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const body = JSON.stringify(problemDocument(found, `/requests/${id}`));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      `x-request-id: ${id}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  };
