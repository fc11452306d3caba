import { CannotOpenDatabase } from '../infra/db/db.ts';
import { migrations } from '../infra/db/migrations/all.ts';
import { makeBackup } from './backup.ts';
import type { BackupPorts } from './backup-ports.ts';

/**
 * Before this program changes the tables of an older one: a backup that is proven, which is the way back. Proving it restores it and opens it
 * as this program does, so that the whole upgrade has gone well once, on a copy, before the shop's own file is touched. Gives the name of the
 * backup, null when nothing is to be upgraded. Throws `CannotOpenDatabase`: then the database is as it was, and the older program starts on it.
 */
export async function backUpBeforeUpgrade(ports: BackupPorts, list: readonly unknown[] = migrations): Promise<string | null> {
  const { copies, log, config } = ports;
  const version = copies.version();
  if (version === null || version === 0 || version >= list.length) return null;
  log.info('upgrade', 'the database is an older program’s: it is backed up first', { version, to: list.length });
  const { name, state, reason } = await makeBackup(ports).catch((error: unknown) => {
    throw new CannotOpenDatabase(
      `not upgraded, because no backup could be made: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  });
  if (state !== 'proven')
    throw new CannotOpenDatabase(
      `not upgraded, because its backup ${name} in ${config.backup.dir} failed: ${reason}. The older program starts as before`,
    );
  log.info('upgrade', 'upgrading; the way back is this backup and the older program', { backup: name });
  return name;
}
