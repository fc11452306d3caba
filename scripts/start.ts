import { BACKEND_BUNDLE, build } from './build.ts';
import { endWith, runServers, settle } from './servers.ts';

async function start(): Promise<number> {
  const env = await settle(process.env);
  await build({ say: (name) => console.log(`building ${name === 'backend' ? 'the backend' : `the ${name} screens`} …`) });
  return runServers({ env, backend: ['--enable-source-maps', BACKEND_BUNDLE], frontend: ['frontend/serve.ts'], development: false });
}

endWith(start());
