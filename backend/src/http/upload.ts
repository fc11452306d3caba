import { createHash } from 'node:crypto';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { invalidField, Problem, problem } from '@tableorder/contract/problem';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Files, isFileName } from '../infra/files/files.ts';
import { hasCurrent } from './etag.ts';
import { asProblem } from './problem.ts';

/** A boundary, the part's headers and the closing boundary around the file itself. */
const WRAPPING_BYTES = 64 * 1024;
/** What a refused sender may still send us: so much that it comes to read the refusal, never a whole disk. */
const MOST_DRAINED_BYTES = 32 * 1024 * 1024;

/** Lets the app read uploads; before the routes. */
export async function registerUploads(app: FastifyInstance, maxBytes: number): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: maxBytes, files: 2, fields: 1, parts: 3, fieldNameSize: 100, fieldSize: 1024, headerPairs: 20 },
    throwFileSizeLimit: false,
  });
}

/** Takes the rest of a refused body off the line and drops it, so that the sender reads the refusal instead of a broken line. */
function drain(request: FastifyRequest): void {
  const { raw } = request;
  if (raw.readableEnded || raw.destroyed) return;
  let bytes = 0;
  raw.unpipe();
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_DRAINED_BYTES) raw.destroy();
  });
  raw.resume();
}

async function collect(file: MultipartFile['file']): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const tooLarge = () => problem('too-large', {});
  // A part that came in one piece may have met its limit before anybody listens.
  if (file.truncated) throw tooLarge();
  // At the limit the parser goes silent until the part ends, which may be never.
  file.once('limit', () => file.destroy(tooLarge()));
  for await (const chunk of file) chunks.push(chunk as Buffer);
  if (file.truncated) throw tooLarge();
  return Buffer.concat(chunks);
}

async function readParts(request: FastifyRequest, maxBytes: number): Promise<Uint8Array> {
  let found: Uint8Array | null = null;
  for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
    if (part.type !== 'file' || part.fieldname !== 'file') throw invalidField('/file', found ? 'single' : 'required');
    if (found) throw invalidField('/file', 'single');
    found = await collect(part.file);
  }
  if (!found || found.length === 0) throw invalidField('/file', 'required');
  return found;
}

/**
 * The bytes of the one file of an upload, part name `file`. What its sender calls it, and what it is said to be, is not read.
 * Problem `unsupported-media` for another kind of body, `too-large` as soon as it is, `invalid` for a form that is broken or other.
 */
export async function readUpload(request: FastifyRequest, { maxBytes }: { maxBytes: number }): Promise<Uint8Array> {
  if (!request.isMultipart()) throw problem('unsupported-media', {});
  try {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes + WRAPPING_BYTES) throw problem('too-large', {});
    return await readParts(request, maxBytes);
  } catch (error) {
    drain(request);
    if (error instanceof Problem) throw error;
    // What the parser throws at a broken form has no code; nothing else runs in there.
    throw asProblem(error) ?? invalidField('/file', 'multipart');
  }
}

/** The address under which pictures are served. */
export const PICTURES = '/uploads/menu-images';

/**
 * Serves the pictures we made, and nothing else that may lie beside them. A name never gets other bytes, so an answer may be
 * kept for ever. Opened as a page a picture can run nothing.
 */
export function serveUploads(app: FastifyInstance, files: Pick<Files, 'read'>): void {
  app.get<{ Params: { name: string } }>(`${PICTURES}/:name`, async (request, reply) => {
    const { name } = request.params;
    if (!isFileName(name) || !name.endsWith('.webp')) throw problem('not-found', {});
    const bytes = await files.read(name);
    if (!bytes) throw problem('not-found', {});
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    reply
      .header('etag', etag)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff');
    if (hasCurrent(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type('image/webp').header('content-disposition', `inline; filename="${name}"`).send(Buffer.from(bytes));
  });
}
