import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../backend/src/config.ts';
import { filesOfContext, readStages } from './dockerfile.ts';

const root = join(import.meta.dirname, '..');
const SECRET = 'a-secret-that-only-this-test-knows';
/** What several machines' worth of services know each other by. */
const PASSWORDS =
  'POSTGRES_PASSWORD=of-postgres\nREDIS_PASSWORD=of-redis\nS3_SECRET_ACCESS_KEY=of-the-pictures\nGRAFANA_PASSWORD=of-grafana\n';
const stages = readStages(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));
const stage = (name: string) => {
  const found = stages.find((one) => one.name === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found;
};
const last = (name: string, word: string): string => stage(name).steps.findLast((step) => step.word === word)?.rest ?? '';

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly ports?: readonly unknown[];
  readonly user: string;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly restart: string;
}
interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<
    Record<string, { readonly name: string; readonly ipam: { readonly config: readonly { readonly subnet: string }[] } }>
  >;
}

const missing = spawnSync('docker-compose', ['version']).error ? 'docker-compose is not installed' : null;
const python = spawnSync('python3', ['-c', 'import yaml']).status === 0;
const reason = missing ?? (python ? null : 'python3-yaml is not installed');

describe.skipIf(reason !== null)(`what docker-compose reads${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 30_000 }, () => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'tableorder-compose-'));
    mkdirSync(join(home, 'deploy'));
    for (const file of ['docker-compose.yml', ...['dev', 'prod', 'scale'].map((kind) => `deploy/docker-compose.${kind}.yml`)])
      copyFileSync(join(root, file), join(home, file));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  const FILES = {
    base: ['-f', 'docker-compose.yml'],
    development: ['-f', 'docker-compose.yml', '-f', 'deploy/docker-compose.dev.yml'],
    production: ['--project-directory', '.', '-f', 'deploy/docker-compose.prod.yml'],
    scale: ['--project-directory', '.', '-f', 'deploy/docker-compose.scale.yml'],
  };
  const run = (files: readonly string[], settings: string) => {
    writeFileSync(join(home, '.env'), settings);
    return spawnSync('docker-compose', [...files, 'config'], { cwd: home, encoding: 'utf8', env: { PATH: process.env.PATH } });
  };
  const known = new Map<string, Composition>();
  const read = (kind: keyof typeof FILES, more = ''): Composition => {
    const before = known.get(kind + more);
    if (before) return before;
    const given = `JWT_SECRET_KEY=${SECRET}\nSERVER_NAME=shop.example\n${kind === 'scale' ? PASSWORDS : ''}${more}`;
    const { stdout, stderr, status } = run(FILES[kind], given);
    if (status !== 0) throw new Error(stderr);
    const toJson = 'import json,sys,yaml; print(json.dumps(yaml.safe_load(sys.stdin)))';
    const composition = JSON.parse(execFileSync('python3', ['-c', toJson], { input: stdout, encoding: 'utf8' })) as Composition;
    known.set(kind + more, composition);
    return composition;
  };
  const service = ({ services }: Composition, name: string): Service => {
    const found = services[name];
    if (!found) throw new Error(`no service ${name}`);
    return found;
  };

  it('has the given names, ports, network and mounts', () => {
    const base = read('base');
    expect(Object.keys(base.services)).toEqual(['backend', 'frontend']);
    expect(base.networks['tableorder-network']?.name).toBe('tableorder-network');
    const backend = service(base, 'backend');
    expect(backend.volumes).toEqual(['data', 'logs', 'uploads', 'backups'].map((name) => `${home}/${name}:/app/${name}:rw`));
    expect(backend.ports).toEqual(['127.0.0.1:8000:8000/tcp']);
    expect(service(base, 'frontend').ports).toEqual([{ published: 3000, target: 3000 }]);
    expect(service(base, 'frontend').environment.BACKEND_URL).toBe('http://backend:8000');
  });

  it('refuses to start without a secret, and production without a name', () => {
    for (const files of Object.values(FILES)) {
      const { status, stderr } = run(files, `SERVER_NAME=shop.example\n${PASSWORDS}`);
      expect(status).not.toBe(0);
      expect(stderr).toContain('openssl rand -base64 32');
    }
    expect(run(FILES.production, `JWT_SECRET_KEY=${SECRET}\n`).stderr).toContain('name of the shop in its certificate');
  });

  it('gives no service root, a writable system, a capability or the secret of another', () => {
    for (const kind of ['base', 'development', 'production', 'scale'] as const)
      for (const [name, one] of Object.entries(read(kind).services)) {
        expect(one).toMatchObject({ user: '1000:1000', read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' });
        expect(one.security_opt).toEqual(['no-new-privileges:true']);
        expect(JSON.stringify(one).includes(SECRET)).toBe(/^backend(-\d)?$/.test(name));
        expect(one.healthcheck.test[0]).toBe('CMD');
      }
  });

  it('keeps its ports inside when the machine offers others, and its network moves as one', () => {
    const { services, networks } = read('base', 'BACKEND_PORT=8100\nFRONTEND_PORT=3100\nNETWORK_PREFIX=10.9.8\n');
    expect(services.backend?.ports).toEqual(['127.0.0.1:8100:8000/tcp']);
    expect(services.backend?.environment).toMatchObject({ BACKEND_PORT: '8000', FRONTEND_PORT: '3100', TRUSTED_PROXIES: '10.9.8.30' });
    expect(services.frontend).toMatchObject({
      ports: [{ published: 3100, target: 3000 }],
      environment: { FRONTEND_PORT: '3000' },
      networks: { 'tableorder-network': { ipv4_address: '10.9.8.30' } },
    });
    expect(networks['tableorder-network']?.ipam.config[0]?.subnet).toBe('10.9.8.0/24');
  });

  it('mounts src and public over the package in development', () => {
    const frontend = service(read('development'), 'frontend');
    expect([...(frontend.volumes ?? [])].sort()).toEqual([`${home}/frontend/public:/app/public:ro`, `${home}/frontend/src:/app/src:ro`]);
    expect(last('frontend-development', 'WORKDIR')).toBe('/app');
  });

  it('differs in production only in ports, addresses and whom it trusts', () => {
    const [base, production] = [read('base'), read('production')];
    expect(Object.keys(production.services)).toEqual(['backend', 'frontend', 'nginx']);
    for (const name of ['backend', 'frontend']) {
      const { ports, environment, ...rest } = service(base, name);
      const { environment: public_, ...publicRest } = service(production, name);
      expect(ports).toBeDefined();
      expect(publicRest).toEqual(rest);
      const moved = { CORS_ORIGINS: 'https://shop.example', PUBLIC_URL: 'https://shop.example', TRUSTED_PROXIES: '172.30.57.10' };
      const own = { ...environment, ...(name === 'backend' ? moved : {}), ...(name === 'backend' ? { SERVER_NAME: 'shop.example' } : {}) };
      expect(public_).toEqual(own);
    }
    expect(production.services.nginx).toMatchObject({ networks: { 'tableorder-network': { ipv4_address: '172.30.57.10' } } });
  });

  it('has three equal backends in scale, which know the three services and are known to nginx and Prometheus', () => {
    const { services } = read('scale');
    const [first, ...others] = [1, 2, 3].map((number) => services[`backend-${number}`]);
    const alike = (one?: Service) => ({ ...one, networks: null });
    for (const other of others) expect(alike(other)).toEqual(alike(first));
    const { environment } = first as Service;
    expect(environment).toMatchObject({ TRUSTED_PROXIES: '172.30.57.10', METRICS_READERS: '172.30.57.60' });
    // The program itself takes them, and finds in them what they mean.
    expect(loadConfig({ ...environment, JWT_SECRET_KEY: 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa' })).toMatchObject({
      database: { kind: 'postgres', url: 'postgres://tableorder:of-postgres@postgres:5432/tableorder' },
      cache: { kind: 'redis', url: 'redis://:of-redis@redis:6379' },
      bus: { kind: 'redis' },
      files: { kind: 's3', endpoint: 'http://pictures:7070', bucket: 'tableorder', secretAccessKey: 'of-the-pictures' },
      log: { kind: 'json' },
    });
    // Three pools, and a duty's connection each.
    const most = Number(environment.DB_POOL_MAX_SIZE) * 3 + 3;
    expect(JSON.stringify(services.postgres)).toContain('max_connections=100');
    expect(most).toBeLessThan(97);
    const upstreams = readFileSync(join(root, 'deploy/nginx.upstreams.scale.conf'), 'utf8');
    const watched = readFileSync(join(root, 'deploy/prometheus/prometheus.scale.yml'), 'utf8');
    for (const number of [1, 2, 3]) for (const text of [upstreams, watched]) expect(text).toContain(`backend-${number}:8000`);
  });

  it('offers nothing to the network in scale but nginx', () => {
    const { services } = read('scale');
    const open = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port] as const));
    for (const [name, port] of open) if (name !== 'nginx') expect(String(port), name).toMatch(/^127\.0\.0\.1:/);
  });

  it('gives each service of scale its own password only', () => {
    const { services } = read('scale');
    const knows = (secret: string) =>
      Object.keys(services)
        .filter((name) => JSON.stringify(services[name]).includes(secret))
        .sort();
    const backends = ['backend-1', 'backend-2', 'backend-3'];
    expect(knows('of-postgres')).toEqual([...backends, 'postgres']);
    expect(knows('of-redis')).toEqual([...backends, 'redis']);
    expect(knows('of-the-pictures')).toEqual([...backends, 'pictures']);
    expect(knows('of-grafana')).toEqual(['grafana']);
    expect(run(FILES.scale, `JWT_SECRET_KEY=${SECRET}\nSERVER_NAME=shop.example\n`).stderr).toContain('openssl rand -hex 24 makes one');
  });

  it('checks health as the images do', () => {
    const { services } = read('base');
    for (const name of ['backend', 'frontend'])
      expect(last(name, 'HEALTHCHECK')).toContain(
        `CMD ${JSON.stringify(services[name]?.healthcheck.test.slice(1)).replaceAll('","', '", "')}`,
      );
  });
});

describe('the Dockerfile', () => {
  it('stands on one official image of the version the project runs on', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    const foreign = stages.map(({ from }) => from).filter((from) => !stages.some(({ name }) => name === from));
    expect(new Set(foreign)).toEqual(new Set([`node:${devDependencies.node}-bookworm-slim`]));
  });

  it.each(['backend', 'frontend', 'frontend-development'])('%s runs as nobody in particular, in /app, with a health check', (name) => {
    expect(last(name, 'USER')).toBe('1000:1000');
    expect(last(name, 'WORKDIR')).toBe('/app');
    expect(last(name, 'CMD')).toMatch(/^\["node", /);
    expect(last(name, 'HEALTHCHECK')).not.toBe('');
  });

  it('runs no program of a package, and puts no development package into what ships', () => {
    const installs = stages.flatMap(({ name, steps }) =>
      steps.filter(({ rest }) => rest.includes('npm ')).map(({ rest }) => ({ name, rest })),
    );
    expect(installs.length).toBeGreaterThan(2);
    for (const { name, rest } of installs) {
      expect(rest).toContain('npm ci --ignore-scripts');
      if (/^(backend|frontend)-packages$/.test(name)) expect(rest).toContain('--omit=dev');
    }
    for (const name of ['backend', 'frontend'])
      for (const { rest } of stage(name).steps.filter(({ word }) => word === 'COPY')) {
        const from = /--from=(\S+)/.exec(rest)?.[1];
        expect(from === undefined || from === `${name}-packages` || /\/dist /.test(rest), rest).toBe(true);
      }
    expect(last('backend', 'ENV')).toContain('SEED_DEMO=false');
  });

  it.each(['backend', 'frontend'])('tells by its health check of %s whether it answers', async (name) => {
    const { port, end } = await answering(name === 'backend' ? '/health/ready' : '/');
    const [, , script = ''] = JSON.parse(/CMD (\[.*\])/.exec(last(name, 'HEALTHCHECK'))?.[1] ?? '[]') as string[];
    const check = (at: number) =>
      new Promise((resolve) => {
        spawn(process.execPath, ['-e', script.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${at}`)]).on('close', resolve);
      });
    expect(await check(port)).toBe(0);
    await end();
    expect(await check(port)).toBe(1);
  });
});

async function answering(path: string): Promise<{ port: number; end: () => Promise<void> }> {
  const server = createServer((request, response) => response.writeHead(request.url === path ? 200 : 503).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, end: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe('what a build is given', () => {
  const files = filesOfContext(root);

  it('is the sources', () => {
    const needed = [
      'package.json',
      'package-lock.json',
      'tsconfig.base.json',
      'e2e/package.json',
      'scripts/build.ts',
      'backend/src/main.ts',
    ];
    expect(files).toEqual(expect.arrayContaining([...needed, 'contract/src/orders.ts', 'frontend/serve.ts', 'frontend/public/icon.svg']));
  });

  it('holds no secret, no data, no test and nothing built', () => {
    const refused = /(^|\/)(\.env|\.git|node_modules|dist|docs|bench)(\/|$)|\.(test|suite|fixture)\.tsx?$|\.(db|pem|log)$/;
    // Where a server that was started here would keep a shop; deeper down the same words name features.
    const kept = /^((backend|frontend)\/)?(data|logs|uploads|backups)\//;
    expect(files.filter((file) => refused.test(file) || kept.test(file))).toEqual([]);
  });
});
