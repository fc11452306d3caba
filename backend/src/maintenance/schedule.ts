import type { Ports } from '../app.ts';
import { dropOldAccess } from '../features/access/access.screens.ts';
import { purgeEntries } from '../features/audit/audit.purge.ts';
import { purgeHistory } from '../features/checkout/checkout.purge.ts';
import { findPictures } from '../features/menu/menu.sql.ts';
import { purgeTickets } from '../features/printers/printers.tickets.ts';
import { keepDays } from '../features/reports/reports.days.ts';
import { readStoreSettings } from '../features/stores/stores.settings.ts';
import { findStores } from '../features/stores/stores.sql.ts';
import type { LocalBackups } from './backup-desk.ts';
import { startBackups } from './backup-job.ts';

const HOUR_MS = 3_600_000;
/** A picture is written before its row: what nobody names after this long was left by a crash. */
const ORPHAN_MS = HOUR_MS;

type TidyPorts = Pick<Ports, 'db' | 'clock' | 'log' | 'events' | 'files'>;

/** Drops what nobody needs: old events, sign-ins long over, history beyond its year, pictures without an item. Counts the days that are over. */
export async function tidy(ports: TidyPorts): Promise<void> {
  const { db, clock, log, events, files } = ports;
  const used = new Set<string>();
  for (const { id: storeId } of await db.all(findStores, {})) {
    const forgotten = await events.forgetOld(storeId);
    const purged = await purgeHistory(ports, storeId);
    const { settings } = await readStoreSettings(db, storeId);
    await keepDays(ports, storeId, settings.historyDays);
    const lines = await purgeEntries(db, storeId, clock.now() - settings.historyDays * 24 * HOUR_MS);
    const tickets = await purgeTickets(ports, storeId);
    if (forgotten + purged + lines + tickets > 0)
      log.info('tidy', 'old events, sessions, lines of the book and tickets dropped', { storeId, forgotten, purged, lines, tickets });
    for (const { picture } of await db.all(findPictures, { storeId })) if (picture !== null) used.add(picture);
  }
  await db.inServer((trx) => dropOldAccess(trx, clock.now()));
  for await (const file of files.list()) {
    const picture = file.name.replace(/-\d+\.webp$/, '');
    if (!used.has(picture) && clock.now() - file.changedAt > ORPHAN_MS) await files.remove(file.name);
  }
}

/** Runs the jobs of a long-running server: tidying up shortly after the start, then every hour, and the daily backup. */
export function startJobs(ports: TidyPorts & Pick<Ports, 'config' | 'metrics'> & { readonly backups: LocalBackups }): { stop(): void } {
  const run = () => {
    tidy(ports).catch((error: unknown) => ports.log.error('tidy', 'tidying up failed; tried again in an hour', {}, error));
  };
  const first = setTimeout(run, 60_000);
  const hourly = setInterval(run, HOUR_MS);
  first.unref();
  hourly.unref();
  const backups = startBackups(ports);
  return {
    stop() {
      backups.stop();
      clearTimeout(first);
      clearInterval(hourly);
    },
  };
}
