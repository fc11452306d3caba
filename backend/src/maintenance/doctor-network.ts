import { createServer } from 'node:net';
import { connect } from 'node:tls';
import type { Config } from '../config.ts';
import { type Finding, look, well, wrong } from './doctor-findings.ts';

const PATIENCE_MS = 3000;
const DAY_MS = 86_400_000;
/** Who renews by hand needs about this long to notice. */
const RENEW_DAYS = 14;

/** Whether somebody could listen there; null when so, otherwise the system's word for why not. */
function portFault(host: string, port: number): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    // Nobody there, or somebody who speaks otherwise.
    return false;
  }
}

interface Port {
  readonly what: string;
  readonly setting: string;
  readonly host: string;
  readonly port: number;
  /** What our own program answers with 200 there. */
  readonly own: string;
}

async function lookAtPort({ what, setting, host, port, own }: Port): Promise<Finding> {
  if (port === 0) return well(what, 'any free port is taken at the start');
  const fault = await portFault(host, port);
  if (fault === null) return well(what, `port ${port} is free`);
  if (fault === 'EACCES')
    return wrong(what, `port ${port} needs the system’s permission`, `set ${setting} to one above 1023, and let nginx stand before it`);
  if (fault !== 'EADDRINUSE') return wrong(what, `port ${port} cannot be used (${fault})`, 'HOST has to be an address of this machine');
  if (await answers(`http://127.0.0.1:${port}${own}`)) return well(what, `answers at port ${port}`);
  return wrong(
    what,
    `port ${port} is used by something that does not answer as tableorder does`,
    `stop that program, or set ${setting} to another port`,
  );
}

/** Both servers' ports: free, or ours and answering. */
export async function lookAtPorts({ host, ports }: Pick<Config, 'host' | 'ports'>): Promise<Finding[]> {
  return [
    await lookAtPort({ what: 'backend', setting: 'BACKEND_PORT', host, port: ports.backend, own: '/health/ready' }),
    await lookAtPort({ what: 'frontend', setting: 'FRONTEND_PORT', host, port: ports.frontend, own: '/version.json' }),
  ];
}

interface Certificate {
  readonly trusted: boolean;
  readonly why: string;
  readonly validTo: number;
}

function certificateOf({ hostname, port }: URL): Promise<Certificate | string> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    });
    const end = (found: Certificate | string) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('secureConnect', () =>
      end({
        trusted: socket.authorized,
        why: String(socket.authorizationError ?? ''),
        validTo: Date.parse(socket.getPeerCertificate().valid_to),
      }),
    );
    socket.once('timeout', () => end('it does not answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/** The certificate at the address in the QR codes, as a guest's phone would see it. */
export async function lookAtCertificate({ publicUrl }: Pick<Config, 'publicUrl'>, now: number): Promise<Finding[]> {
  const url = new URL(publicUrl);
  if (url.protocol !== 'https:')
    return [
      well(
        'certificate',
        `guests come by ${publicUrl}: without TLS orders work, and screens may fall asleep and cannot be loaded without the line`,
      ),
    ];
  const found = await certificateOf(url);
  if (typeof found === 'string')
    return [
      look(
        'certificate',
        `${publicUrl} is not reached from here (${found})`,
        'open it on a phone in the shop; the name has to lead to this machine there',
      ),
    ];
  const days = Math.floor((found.validTo - now) / DAY_MS);
  if (days < 0)
    return [wrong('certificate', `that of ${url.hostname} ended ${-days} days ago: phones refuse it`, 'renew it, and reload nginx')];
  if (!found.trusted)
    return [
      wrong(
        'certificate',
        `that of ${url.hostname} is not trusted (${found.why})`,
        'have the whole chain in the file, or install the root on every device of a closed network',
      ),
    ];
  if (days < RENEW_DAYS) return [look('certificate', `that of ${url.hostname} ends in ${days} days`, 'renew it, and reload nginx')];
  return [well('certificate', `that of ${url.hostname} is trusted for ${days} more days`)];
}
