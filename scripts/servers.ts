import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, ConfigError, loadConfig } from '../backend/src/config.ts';
import { isOpenToNetwork } from '../backend/src/infra/network/network.ts';
import { systemNetwork } from '../backend/src/infra/network/system.ts';
import { freePort } from './addresses.ts';
import { CONFIGURATION, type Said, type Supervised, supervise } from './children.ts';
import { findShop, keepDemoSignIn } from './demo-sign-in.ts';
import { type Environment, ensureSecret, withEnvFile } from './env-file.ts';
import { ROOT } from './run.ts';
import { summary } from './summary.ts';

/** This machine as others on the shop's network see it; null when it is on none. */
const lanOf = ({ host }: Config): string | null => (isOpenToNetwork(host) ? (systemNetwork.addresses()[0] ?? null) : null);

/** The settings both servers run with: the environment, then `.env`, then what only a start from here decides. */
export async function settle(given: Environment): Promise<Environment> {
  const fresh = ensureSecret(ROOT, given);
  const env = withEnvFile(join(ROOT, '.env'), given);
  env.SEED_DEMO ||= 'true';
  const config = loadConfig(env);
  const { file } = config.database.kind === 'sqlite' ? config.database : { file: null };
  if (fresh && file && existsSync(resolve(ROOT, file)))
    console.warn(
      `A new secret was written to .env, but ${file} was made with another: its passwords no longer fit. Put the old .env back to use them.`,
    );
  const port = config.ports.frontend || (await freePort());
  env.FRONTEND_PORT = String(port);
  // A phone can't follow a QR code to localhost.
  const lan = lanOf(config);
  if (lan && !env.PUBLIC_URL?.trim() && !env.CORS_ORIGINS?.trim()) env.PUBLIC_URL = `http://${lan}:${port}`;
  return env;
}

export interface Plan {
  readonly env: Environment;
  readonly backend: readonly string[];
  readonly frontend: readonly string[];
  readonly development: boolean;
}

const dataOf = ({ database, files }: Config): string =>
  `${database.kind === 'sqlite' ? database.file : 'PostgreSQL'}, ${files.kind === 'local' ? files.dir : `${files.endpoint}/${files.bucket}`}`;

/** Runs both servers until one is given up or this process is told to stop; prints where they are. */
export async function runServers(plan: Plan): Promise<number> {
  const { env, development } = plan;
  const config = loadConfig(env);
  const signInFile = resolve(ROOT, dirname(env.DB_FILE_PATH?.trim() || 'data/app.db'), 'demo-sign-in.json');
  let setupToken: string | null = null;
  let backendPort = config.ports.backend;
  const children: Supervised[] = [];
  const stop = () => {
    for (const child of children) child.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const begin = (name: string, args: readonly string[], more: () => Environment, onSaid: (said: Said) => void): Supervised => {
    const child = supervise({ name, args, env: () => ({ ...env, ...more() }), onSaid });
    children.push(child);
    return child;
  };

  try {
    // The port the first start chose is the next one's too: the frontend knows it.
    const ownPort = () => ({ BACKEND_PORT: String(backendPort) });
    const backend = begin('The backend', plan.backend, ownPort, (said) => {
      if (said.event === 'ready') backendPort = said.port;
      else if (said.event === 'demo') keepDemoSignIn(signInFile, said);
      else {
        if (setupToken !== null) console.log(`The one-time token of the set-up is now ${said.token}`);
        setupToken = said.token;
      }
    });
    if ((await backend.ready) === null) return await backend.ended;
    const backendUrl = `http://localhost:${backendPort}`;
    const reachedAt = () => ({ BACKEND_URL: env.BACKEND_URL?.trim() || backendUrl });
    const frontend = begin('The frontend', plan.frontend, reachedAt, () => {});
    const port = await frontend.ready;
    if (port === null) return await frontend.ended;
    const shop = await findShop(backendUrl, signInFile);
    const lan = lanOf(config);
    const addresses = { local: `http://localhost:${port}`, lan: lan && `http://${lan}:${port}` };
    console.log(summary({ shop, ...addresses, data: dataOf(config), setupToken, readyAfterS: performance.now() / 1000, development }));
    return await Promise.race([backend.ended, frontend.ended]);
  } finally {
    stop();
    await Promise.all(children.map(({ ended }) => ended));
  }
}

/** Ends this process with what a start came to: wrong settings are said without a stack. */
export function endWith(work: Promise<number>): void {
  work.then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(error instanceof ConfigError ? CONFIGURATION : 1);
    },
  );
}
