import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { anyText, count, form, line, list, literal, mapOf, nullable, object, type Static } from '@tableorder/contract/schema';
import { type EpochMs, fromInstant, type Instant } from '@tableorder/contract/time';
import { Compile } from 'typebox/compile';
import { digestOf, moveDurably, writeNew } from './durable-files.ts';

/** What stands in a backup's folder: `app.db`, `pictures/`, `manifest.json`, and `proof.json` once it was restored and checked. */
export const DATABASE = 'app.db';
export const PICTURES = 'pictures';
const MANIFEST = 'manifest.json';
const PROOF = 'proof.json';
const FAILURE = 'failure.json';
/** Begins the name of everything that is not finished; whoever owns the folder may remove it. */
export const HALF = '.half-';

const bytes = count({ min: 0, max: Number.MAX_SAFE_INTEGER });
const digest = form('^[0-9a-f]{64}$', 64);

const Manifest = object({
  format: literal(1),
  madeAt: line({ max: 40 }),
  /** The version of the program and of its tables. */
  program: line({ max: 40 }),
  version: bytes,
  epoch: nullable(line({ max: 40 })),
  /** Tells whether a secret is the one the passwords were made with, without telling the secret. */
  secretMark: form('^[0-9a-f]{16}$', 16),
  rows: mapOf('^[a-z_]{1,60}$', bytes),
  database: object({ bytes, sha256: digest }),
  pictures: list(object({ name: form('^[a-z0-9-]{1,95}\\.[a-z0-9]{1,8}$', 100), bytes, sha256: digest })),
  /** Pictures that items name and the storage had lost: a backup with any is never proven. */
  missingPictures: list(anyText()),
});
export type Manifest = Static<typeof Manifest>;

const Proof = object({ provenAt: line({ max: 40 }), manifestSha256: digest });
const Failure = object({ failedAt: line({ max: 40 }), reason: anyText() });

const checks = { manifest: Compile(Manifest), proof: Compile(Proof), failure: Compile(Failure) };

export interface Backup {
  readonly name: string;
  readonly folder: string;
  readonly at: EpochMs;
  readonly state: 'proven' | 'failed' | 'unproven';
  /** Why it failed. */
  readonly reason: string | null;
  /** Null when it cannot be read. */
  readonly manifest: Manifest | null;
}

/** A backup that cannot be used, in one line for the operator. */
export class UnusableBackup extends Error {
  override name = 'UnusableBackup';
}

/** The same for the same secret; says nothing about it. */
export const markOfSecret = (secret: Uint8Array): string =>
  createHmac('sha256', secret).update('tableorder backup').digest('hex').slice(0, 16);

/** Whether what was kept under that secret opens with these settings: under the present one, or the one before it. */
export const knowsSecret = (mark: string, { secret, former }: { secret: Uint8Array; former: { secret: Uint8Array } | null }): boolean =>
  mark === markOfSecret(secret) || (former !== null && mark === markOfSecret(former.secret));

// Colons are no part of a name on every file system a backup may be carried to.
export const nameOf = (at: Instant): string => at.replaceAll(/[:.]/g, '-');

function instantOf(name: string): EpochMs | null {
  const [, day, hours, minutes, seconds, ms] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(name) ?? [];
  const at = day === undefined ? Number.NaN : fromInstant(`${day}T${hours}:${minutes}:${seconds}.${ms}Z` as Instant);
  return Number.isNaN(at) ? null : at;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parsed<T>(check: { Check(value: unknown): value is T }, content: string): T | null {
  try {
    const value: unknown = JSON.parse(content);
    return check.Check(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeNew(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);

async function writeVerdict(folder: string, name: string, verdict: object): Promise<void> {
  const half = join(folder, `${HALF}${name}`);
  await writeNew(half, `${JSON.stringify(verdict)}\n`);
  await moveDurably(half, join(folder, name));
}

/** Says for good that this very manifest was restored and checked. */
export async function markProven(folder: string, provenAt: Instant): Promise<void> {
  const manifest = await readFile(join(folder, MANIFEST));
  await writeVerdict(folder, PROOF, { provenAt, manifestSha256: digestOf(manifest) } satisfies Static<typeof Proof>);
}

export const markFailed = (folder: string, failedAt: Instant, reason: string): Promise<void> =>
  writeVerdict(folder, FAILURE, { failedAt, reason } satisfies Static<typeof Failure>);

/** What is known of one backup; a proof holds only for the manifest it was given for. */
async function readBackup(folder: string, name: string, at: EpochMs): Promise<Backup> {
  const [manifestText, proofText, failureText] = await Promise.all([MANIFEST, PROOF, FAILURE].map((file) => textOf(join(folder, file))));
  const manifest = manifestText ? parsed(checks.manifest, manifestText) : null;
  const known = { name, folder, at, manifest };
  if (failureText) return { ...known, state: 'failed', reason: parsed(checks.failure, failureText)?.reason ?? null };
  const proof = proofText ? parsed(checks.proof, proofText) : null;
  const holds = manifestText && manifest && proof?.manifestSha256 === digestOf(manifestText);
  return { ...known, state: holds ? 'proven' : 'unproven', reason: null };
}

/** The backup in this folder. Throws `UnusableBackup` when there is none. */
export async function findBackup(folder: string): Promise<Backup> {
  const name = basename(folder);
  const at = instantOf(name);
  if (at === null || (await textOf(join(folder, MANIFEST))) === null) throw new UnusableBackup(`${folder} is no backup`);
  return readBackup(folder, name, at);
}

/** Every finished backup, the newest first; an empty list when there is no folder yet. */
export async function listBackups(dir: string): Promise<Backup[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const found = names.flatMap((name) => {
    const at = instantOf(name);
    return at === null ? [] : [readBackup(join(dir, name), name, at)];
  });
  return (await Promise.all(found)).sort((a, b) => b.at - a.at);
}
