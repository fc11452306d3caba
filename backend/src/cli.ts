import { parseArgs } from 'node:util';
import { loadConfig } from './config.ts';
import { makeSetupToken } from './features/access/access.setup.ts';
import { systemClock } from './infra/clock/system.ts';
import { tidy } from './maintenance/schedule.ts';
import { openDbBeside, wire } from './wire.ts';

const HELP = `tableorder: what an operator does beside the running server

  tableorder setup-token   print a one-time token that sets up one more store (good for 24 hours); also while the server runs
  tableorder tidy          drop old events, ended sign-ins, history beyond a year and pictures nobody names; the server must be stopped
  tableorder help          this page
`;

const commands: Readonly<Record<string, () => Promise<void>>> = {
  async 'setup-token'() {
    const db = await openDbBeside(loadConfig());
    try {
      process.stdout.write(`${await makeSetupToken({ db, clock: systemClock })}\n`);
    } finally {
      await db.close();
    }
  },
  async tidy() {
    const ports = await wire(loadConfig());
    try {
      await tidy(ports);
    } finally {
      await ports.close();
    }
  },
  async help() {
    process.stdout.write(HELP);
  },
};

const { positionals } = parseArgs({ allowPositionals: true });
const command = commands[positionals[0] ?? 'help'];
if (!command || positionals.length > 1) {
  process.stderr.write(`tableorder: no such command: ${positionals.join(' ')}\n\n${HELP}`);
  process.exitCode = 64;
} else {
  await command().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 70;
  });
}
