import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { problem } from '@tableorder/contract/problem';
import type { Clock } from '../clock/clock.ts';
import { type Files, isFileName, type StoredFile } from './files.ts';

export interface S3Options {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** What lies beside our pictures in the bucket is not ours. */
const FOLDER = 'menu-images/';
/** An upload is refused within 5 s when the store does not answer (reliability goal G15). */
const ANSWER_MS = 4000;
const CONNECT_MS = 1500;
const CHECK_MS = 1500;
/** After a failure nobody waits for the store this long: what is tried then is refused at once. */
const REST_MS = 1000;

const isMissing = (error: unknown): boolean => error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

/** The store is another machine: whatever it does not do now it may do later, and the guest's order needs none of it. */
const told = (error: unknown) => Object.assign(problem('unavailable', {}, { retryAfterS: 10 }), { cause: error });

/** Pictures in one bucket of an S3-compatible store, under `menu-images/`. It answers what is true after a put at once, as S3 does since 2020. */
export function s3Files({ endpoint, bucket, region, accessKeyId, secretAccessKey, clock }: S3Options): Files {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Stores of one's own rarely have a name for each bucket.
    forcePathStyle: true,
    followRegionRedirects: false,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
    // Older stores refuse checksums they do not know; a picture's size is checked by the length, its content by what decodes it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const keyOf = (name: string) => FOLDER + name;

  function checked(name: string): string {
    if (!isFileName(name)) throw new RangeError('not a name we give to files');
    return keyOf(name);
  }

  let restsUntil = Number.NEGATIVE_INFINITY;
  /** What the store answers within `ms`, or null for what is not there. */
  async function ask<T>(ms: number, work: (within: { abortSignal: AbortSignal }) => Promise<T>): Promise<T | null> {
    if (clock.monotonic() < restsUntil) throw told(new Error('the store did not answer a moment ago'));
    try {
      return await work({ abortSignal: AbortSignal.timeout(ms) });
    } catch (error) {
      if (isMissing(error)) return null;
      restsUntil = clock.monotonic() + REST_MS;
      throw told(error);
    }
  }

  return {
    async put(name, bytes) {
      const Key = checked(name);
      const command = new PutObjectCommand({ Bucket: bucket, Key, Body: bytes, ContentLength: bytes.length, ContentType: 'image/webp' });
      await ask(ANSWER_MS, (within) => client.send(command, within));
    },
    async read(name) {
      if (!isFileName(name)) return null;
      return ask(ANSWER_MS, async (within) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(name) }), within);
        return Body ? Body.transformToByteArray() : new Uint8Array();
      });
    },
    async remove(name) {
      const Key = checked(name);
      await ask(ANSWER_MS, (within) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }), within));
    },
    async *list(): AsyncGenerator<StoredFile> {
      let from: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: FOLDER, ContinuationToken: from });
        const page = await ask(ANSWER_MS, (within) => client.send(command, within));
        for (const { Key = '', Size = 0, LastModified } of page?.Contents ?? []) {
          const name = Key.slice(FOLDER.length);
          if (isFileName(name)) yield { name, bytes: Size, changedAt: LastModified?.getTime() ?? 0 };
        }
        from = page?.IsTruncated ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    },
    async ping() {
      const found = await ask(CHECK_MS, (within) => client.send(new HeadBucketCommand({ Bucket: bucket }), within));
      if (found === null) throw new Error(`there is no bucket ${bucket}`);
    },
    async close() {
      client.destroy();
    },
  };
}
