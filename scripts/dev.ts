import { endWith, runServers, settle } from './servers.ts';

async function develop(): Promise<number> {
  const env = await settle(process.env);
  return runServers({
    env,
    backend: ['--watch', '--watch-preserve-output', 'backend/src/main.ts'],
    frontend: ['frontend/dev.ts'],
    development: true,
  });
}

endWith(develop());
