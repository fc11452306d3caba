import { toInstant } from '@tableorder/contract/time';
import type { Config } from '../config.ts';
import type { Clock } from '../infra/clock/clock.ts';
import type { Examined } from '../infra/db/examine.ts';
import { knowsSecret, listBackups } from './backup-folder.ts';
import { newestProven, OVERDUE_MS } from './backup-rules.ts';
import { type Finding, look, well, wrong } from './doctor-findings.ts';
import { lookAtCertificate, lookAtPorts } from './doctor-network.ts';
import { lookAtFolders, lookAtSecrets } from './doctor-places.ts';
import { lookAtServices, type Service } from './doctor-services.ts';

const HOUR_MS = 3_600_000;
/** By then every staff member has signed in once. */
const LONG_CHANGE_DAYS = 30;
/** Events are written by this very clock: what is newer than now by more was written before it was set back. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** No program of ours is older: a computer without a battery wakes up in 1970. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

export interface DoctorDeps {
  readonly config: Config;
  readonly clock: Clock;
  readonly examined: Examined;
  /** How many migrations this program knows. */
  readonly knows: number;
  readonly services: readonly Service[];
}

function lookAtDatabase({ examined, knows }: Pick<DoctorDeps, 'examined' | 'knows'>): Finding[] {
  const { engine, unfit, version, inUse, damage } = examined;
  if (unfit !== null) return [wrong('database', unfit, 'npm install puts the program’s own in place')];
  if (damage !== null)
    return [
      wrong('database', `${engine}: ${damage}`, 'keep what is there, and put the last proven backup back: tableorder restore latest'),
    ];
  if (version === null) return [look('database', `${engine}: there is none yet`, 'npm start makes it')];
  if (version > knows)
    return [
      wrong(
        'database',
        `${engine}: it is at version ${version}, this program knows ${knows}`,
        'start the newer program, or put back the backup that its upgrade made',
      ),
    ];
  const used = inUse ? 'a server uses it' : 'no server uses it';
  if (version < knows)
    return [look('database', `${engine}: version ${version} of ${knows}, ${used}`, 'the next start backs it up and brings it up to date')];
  return [well('database', `${engine}: version ${version}, ${used}`)];
}

function lookAtClock({ clock, examined: { newestAt } }: Pick<DoctorDeps, 'clock' | 'examined'>): Finding[] {
  const now = clock.now();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (now < EARLIEST_MS)
    return [wrong('clock', `it says ${toInstant(now)}`, 'set it, and let the system keep it right: timedatectl set-ntp true')];
  if (newestAt !== null && newestAt - now > CLOCK_SLACK_MS)
    return [
      wrong(
        'clock',
        `it is ${Math.round((newestAt - now) / 60_000)} minutes behind the newest order`,
        'set it, and let the system keep it right: timedatectl set-ntp true',
      ),
    ];
  return [well('clock', `${toInstant(now)}, zone ${zone} (backups go by it, shops have their own)`)];
}

async function lookAtBackups({ config, clock, examined }: DoctorDeps): Promise<Finding[]> {
  if (config.database.kind !== 'sqlite')
    return [
      look('backups', 'PostgreSQL is not backed up from here', 'see to it that pg_dump runs each day and is put back once for trial'),
    ];
  const backups = await listBackups(config.backup.dir);
  const newest = newestProven(backups, clock.now());
  if (!newest) {
    if (examined.version === null) return [well('backups', 'none yet, and nothing to back up')];
    const [last] = backups;
    return [
      wrong('backups', last?.reason ? `none is proven; the last failed: ${last.reason}` : 'there is none', 'tableorder backup makes one'),
    ];
  }
  const found: Finding[] = [];
  const hours = Math.floor((clock.now() - newest.at) / HOUR_MS);
  if (clock.now() - newest.at > OVERDUE_MS)
    found.push(
      wrong(
        'backups',
        `the last proven one is ${hours} hours old`,
        'tableorder backup makes one; tableorder backups says why others failed',
      ),
    );
  else found.push(well('backups', `the last proven one is ${hours} hours old`));
  if (newest.manifest && !knowsSecret(newest.manifest.secretMark, config.jwt))
    found.push(
      wrong('secret', 'the last backup was made with another JWT_SECRET_KEY: with this one no password fits', 'put the former .env back'),
    );
  return found;
}

/** A secret that is being changed: the one before it should not stay for good. */
function lookAtFormerSecret({ config, clock }: DoctorDeps): Finding[] {
  const { former } = config.jwt;
  if (!former) return [];
  const days = Math.floor((clock.now() - former.until) / (24 * HOUR_MS));
  if (days < LONG_CHANGE_DAYS) return [well('secret', `changed ${days} days ago; the former one still opens what was kept under it`)];
  return [
    look(
      'secret',
      `JWT_SECRET_KEY_FORMER is still set, ${days} days after the change`,
      'take it out: who has not signed in since needs a new password then',
    ),
  ];
}

/** Looks at everything that has kept shops from opening, and changes nothing but a probe that it removes. */
export async function examineShop(deps: DoctorDeps): Promise<Finding[]> {
  const { config, clock } = deps;
  return [
    ...lookAtDatabase(deps),
    ...(await lookAtFolders(config)),
    ...(await lookAtServices(deps.services)),
    ...(await lookAtSecrets(config)),
    ...lookAtFormerSecret(deps),
    ...lookAtClock(deps),
    ...(await lookAtPorts(config)),
    ...(await lookAtBackups(deps)),
    ...(await lookAtCertificate(config, clock.now())),
  ];
}
