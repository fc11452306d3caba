import type { Backups } from '@tableorder/contract/backups';

/** Who makes the server's backups and knows of them: by the day, and when somebody asks. */
export interface BackupDesk {
  /** False where the database is backed up by other means. */
  readonly kept: boolean;
  /** How the backups stand now. */
  read(): Promise<Backups>;
  /** Begins one, unless one is under way. Gives how many ms to wait when the last was asked for too short a time ago, 0 otherwise. */
  ask(): number;
}
