import { problem } from '@tableorder/contract/problem';
import type { Facts, Level, Log } from '../infra/log/log.ts';
import { promMetrics } from '../infra/metrics/prom.ts';
import type { Admission } from './route.ts';
import { makeServer } from './server.ts';

export interface Written {
  readonly level: Level;
  readonly component: string;
  readonly message: string;
  readonly facts: Facts | undefined;
}

/** A log that can be read back. */
export function readableLog(): Log & { readonly written: Written[] } {
  const written: Written[] = [];
  const at = (level: Level) => (component: string, message: string, facts?: Facts) => {
    written.push({ level, component, message, facts });
  };
  return {
    written,
    debug: at('DEBUG'),
    info: at('INFO'),
    warning: at('WARNING'),
    error: at('ERROR'),
    critical: at('CRITICAL'),
    close: async () => {},
  };
}

const nobody: Admission = {
  tokenOf: async () => null,
  identify: async () => {
    throw problem('unauthorized', {});
  },
};

/** The real server frame without features. */
export async function bareServer(admission: Admission = nobody) {
  const log = readableLog();
  const server = await makeServer(
    { corsOrigins: [], trustedProxies: [], checkReplies: null },
    { log, metrics: promMetrics(log) },
    admission,
  );
  return { ...server, log };
}
