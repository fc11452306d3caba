import { freePort } from './addresses.ts';
import { endWith, runServers, settle } from './servers.ts';

async function develop(): Promise<number> {
  const env = await settle(process.env);
  // Node begins the server anew by itself, and then it must be where it was.
  if (env.BACKEND_PORT?.trim() === '0') env.BACKEND_PORT = String(await freePort());
  return runServers({
    env,
    backend: ['--watch', '--watch-preserve-output', 'backend/src/main.ts'],
    frontend: ['frontend/dev.ts'],
    development: true,
  });
}

endWith(develop());
