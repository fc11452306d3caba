import * as backups from '@tableorder/contract/backups';
import { problem } from '@tableorder/contract/problem';
import { answer, type Routes } from '../../http/route.ts';
import type { Log } from '../../infra/log/log.ts';
import type { BackupDesk } from './backups.desk.ts';

export function backupsRoutes(routes: Routes, { backups: desk, log }: { readonly backups: BackupDesk; readonly log: Log }): void {
  routes.implement(backups.readBackups, async () => answer(200, await desk.read()));
  routes.implement(backups.makeBackup, async ({ principal: { storeId, staffId } }) => {
    if (!desk.kept) throw problem('not-found', {});
    const waitMs = desk.ask();
    if (waitMs > 0) throw problem('too-many-requests', {}, { retryAfterS: Math.ceil(waitMs / 1000) });
    log.info('backup', 'asked for by hand', { storeId, staffId });
    return answer(202, await desk.read());
  });
}
