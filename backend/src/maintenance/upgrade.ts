import { CannotOpenDatabase } from '../infra/db/db.ts';
import { makeBackup } from './backup.ts';
import type { BackupPorts } from './backup-ports.ts';

/**
 * Before this program changes the tables of an older one, at `version`: a backup that is proven, which is the way back. Proving it restores it
 * and opens it as this program does, so that the whole upgrade has gone well once, on a copy, before the shop's own file is touched. Throws
 * `CannotOpenDatabase`: then the database is as it was, and the older program starts on it.
 */
export async function backUpBeforeUpgrade(ports: BackupPorts, version: number): Promise<void> {
  const { log, config } = ports;
  log.info('upgrade', 'the database is an older program’s: it is backed up first', { version });
  const { name, state, reason } = await makeBackup(ports).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CannotOpenDatabase(`not upgraded, because no backup could be made: ${why}`, { cause });
  });
  if (state !== 'proven')
    throw new CannotOpenDatabase(
      `not upgraded, because its backup ${name} in ${config.backup.dir} failed: ${reason}. The older program starts as before`,
    );
  log.info('upgrade', 'upgrading; the way back is this backup and the older program', { backup: name });
}
