import { endpoint } from './endpoint.ts';
import { flag, list, object, oneOf, type Static } from './schema.ts';
import { anInstant } from './time.ts';

export const BACKUP_STATES = ['proven', 'unproven', 'failed'] as const;

/** A backup of the whole server. Where it lies, how large it is and why it failed is its operator's: there may be other shops in it. */
export const Backup = object({
  at: anInstant(),
  /** `proven`: it was restored into a scratch place and checked. */
  state: oneOf(...BACKUP_STATES),
});
export type Backup = Static<typeof Backup>;

const Backups = object({
  /** False where the database is backed up by other means: then nothing is known of it here. */
  kept: flag(),
  /** One is being made now. */
  running: flag(),
  /** The last proven one is older than a day and two hours, or there is none though there should be. */
  overdue: flag(),
  /** The newest of them, the newest first. */
  items: list(Backup),
});
export type Backups = Static<typeof Backups>;

export const readBackups = endpoint({
  method: 'GET',
  path: '/api/admin/backups',
  summary: 'The server’s backups, the newest first, and whether one is overdue',
  callers: ['owner'],
  reply: { 200: Backups },
  problems: [],
});
export const makeBackup = endpoint({
  method: 'POST',
  path: '/api/admin/backups',
  summary: 'Begin a backup of the whole server; one that is under way is as good. At most one in ten minutes',
  callers: ['owner'],
  reply: { 202: Backups },
  problems: ['too-many-requests'],
});
