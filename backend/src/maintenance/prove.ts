import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HALF, PICTURES, UnusableBackup } from './backup-folder.ts';
import type { BackupPorts } from './backup-ports.ts';
import { digestOf } from './durable-files.ts';
import { putBack } from './restore.ts';

/** Restores the backup into a scratch folder as into a shop, and opens what came out as a server does. Throws when anything is amiss. */
export async function proveBackup(ports: BackupPorts, folder: string): Promise<void> {
  const scratch = await mkdtemp(join(dirname(folder), `${HALF}proof-`));
  try {
    const place = { file: join(scratch, 'app.db'), files: ports.filesAt(join(scratch, PICTURES)) };
    const { pictures, rows } = await putBack(ports, folder, place);
    const db = await ports.openDb(place.file, 'owner');
    await db.close();
    const restored = ports.copies.inspect(place.file);
    if (restored.epoch !== null) throw new UnusableBackup('a restored shop would go on with the numbering of events it had');
    for (const table of ['orders', 'order_items', 'menu_items', 'stores'])
      if (restored.rows[table] !== rows[table])
        throw new UnusableBackup(`restored, ${table} has ${restored.rows[table]} rows instead of ${rows[table]}`);
    for (const { name, sha256 } of pictures) {
      const bytes = await place.files.read(name);
      if (bytes === null || digestOf(bytes) !== sha256) throw new UnusableBackup(`${name} did not come back as it was`);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
