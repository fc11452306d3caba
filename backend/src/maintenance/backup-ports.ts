import type { Config } from '../config.ts';
import type { Clock } from '../infra/clock/clock.ts';
import type { Copies } from '../infra/db/copies.ts';
import type { Db } from '../infra/db/db.ts';
import type { Files } from '../infra/files/files.ts';
import type { Log } from '../infra/log/log.ts';

/** What backing up and putting back need: other databases and folders than the shop's own are opened on the way. */
export interface BackupPorts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly copies: Copies;
  /** As its owner (migrated, as a server does at its start) or beside whoever owns it. */
  openDb(file: string, as: 'owner' | 'beside'): Promise<Db>;
  /** The shop's own pictures, wherever they are. */
  readonly files: Files;
  filesAt(dir: string): Files;
}
