import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHAPTERS, ConfigError, loadConfig } from './config.ts';

const secret = randomBytes(32).toString('base64');
const load = (env: Record<string, string> = {}) => loadConfig({ JWT_SECRET_KEY: secret, ...env });

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('defaults', () => {
  it('are the figures of the given design', () => {
    expect(load()).toEqual({
      database: { kind: 'sqlite', file: 'data/app.db' },
      pool: { min: 10, max: 20, acquireTimeoutMs: 30_000, idleMs: 300_000 },
      files: { kind: 'local', dir: 'uploads/menu-images' },
      uploads: { maxBytes: 5_242_880, pictureKinds: ['jpeg', 'png', 'webp', 'avif', 'gif'] },
      log: { kind: 'text', level: 'INFO', file: 'logs/app-{date}.log', retentionDays: 30 },
      cache: { kind: 'memory', ttlMs: 300_000 },
      bus: { kind: 'memory' },
      sse: { heartbeatMs: 30_000, timeoutMs: 300_000 },
      cors: { origins: ['http://localhost:3000'] },
      jwt: { secret: new TextEncoder().encode(secret), former: null, adminMs: 28_800_000, tableMs: 86_400_000 },
      bcryptCost: 12,
      limits: {
        ordersPerMinute: 600,
        uploadsPerMinute: 60,
        signIn: { windowMs: 900_000, perAccountAndAddress: 5, perAccount: 10, perAddress: 20 },
      },
      host: '0.0.0.0',
      ports: { backend: 8000, frontend: 3000 },
      backendUrl: 'http://localhost:8000',
      publicUrl: 'http://localhost:3000',
      trustedProxies: ['127.0.0.1', '::1'],
      metrics: { readers: ['127.0.0.1', '::1'] },
      seedDemo: false,
      setupToken: null,
      backup: { dir: 'backups', atMinutes: 240, retentionDays: 7 },
      printers: { reach: 'lan' },
    });
  });

  it('pass their own checks and are what the page prints', () => {
    for (const { settings } of CHAPTERS)
      for (const [name, { kind, preset }] of Object.entries(settings)) if (preset !== null) expect(kind.read(preset), name).toBeDefined();
  });

  it('count for an empty value, which is how compose hands on what is not set', () => {
    expect(load({ CACHE_TTL: '', DATABASE_URL: '  ', SETUP_TOKEN: '' })).toEqual(load());
  });

  it('of addresses follow the ports, so a second instance needs only its ports', () => {
    const second = load({ BACKEND_PORT: '8100', FRONTEND_PORT: '3100' });
    expect(second).toMatchObject({
      backendUrl: 'http://localhost:8100',
      publicUrl: 'http://localhost:3100',
      cors: { origins: ['http://localhost:3100'] },
    });
  });

  it('cannot be changed by anyone who holds them', () => {
    const config = load();
    expect(() => Object.assign(config.pool, { max: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config, { host: 'x' })).toThrow(TypeError);
    expect(() => (config.cors.origins as string[]).push('http://evil.example')).toThrow(TypeError);
  });
});

describe('what is given', () => {
  it.each([
    [{ DATABASE_URL: 'postgres://shop:pw@db:5432/shop' }, { database: { kind: 'postgres', url: 'postgres://shop:pw@db:5432/shop' } }],
    [{ LOG_FORMAT: 'json', LOG_LEVEL: 'debug' }, { log: { kind: 'json', level: 'DEBUG' } }],
    [{ ALLOWED_MIME_TYPES: 'image/png, image/jpeg' }, { uploads: { pictureKinds: ['jpeg', 'png'] } }],
    [
      { CORS_ORIGINS: 'https://a.example, http://10.0.0.2:3000', PUBLIC_URL: 'https://b.example' },
      { cors: { origins: ['https://a.example', 'http://10.0.0.2:3000'] }, publicUrl: 'https://b.example' },
    ],
    [{ CORS_ORIGINS: 'https://a.example' }, { publicUrl: 'https://a.example' }],
    [{ TRUSTED_PROXIES: 'none' }, { trustedProxies: [] }],
    [{ TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' }, { trustedProxies: ['10.0.0.0/8', 'fd00::/8'] }],
    [
      { SEED_DEMO: 'TRUE', SETUP_TOKEN: 'a-token-of-twenty-ch' },
      { seedDemo: true, setupToken: 'a-token-of-twenty-ch' },
    ],
    [
      { HOST: '::1', BACKEND_PORT: '0', FRONTEND_PORT: '0' },
      { host: '::1', ports: { backend: 0, frontend: 0 } },
    ],
    [{ PRINTER_REACH: 'any' }, { printers: { reach: 'any' } }],
    [{ BACKUP_TIME: '23:59' }, { backup: { atMinutes: 1439 } }],
    [{ BACKUP_TIME: 'none' }, { backup: { atMinutes: null } }],
    [{ BACKEND_URL: 'http://backend:8000' }, { backendUrl: 'http://backend:8000' }],
  ])('%j', (env, expected) => {
    expect(load(env as Record<string, string>)).toMatchObject(expected);
  });

  it.each([
    ['DB_FILE_PATH', 'a\u0000b'],
    ['DB_POOL_MIN_SIZE', '0'],
    ['DB_POOL_MAX_SIZE', '2.5'],
    ['DB_CONNECTION_TIMEOUT', '30s'],
    ['DB_IDLE_TIMEOUT', '-1'],
    ['MAX_FILE_SIZE', '5MB'],
    ['ALLOWED_MIME_TYPES', 'image/svg+xml'],
    ['ALLOWED_MIME_TYPES', 'image/png,,'],
    ['LOG_LEVEL', 'verbose'],
    ['LOG_FORMAT', 'xml'],
    ['LOG_FILE_PATH', 'logs/app.log'],
    ['LOG_FILE_PATH', 'logs/{date}/app.log'],
    ['LOG_FILE_PATH', 'logs/app-{date}-{date}.log'],
    ['LOG_RETENTION_DAYS', '0'],
    ['CACHE_TTL', '1e3'],
    ['CACHE_TTL', '0x10'],
    ['SSE_HEARTBEAT_INTERVAL', '0'],
    ['SSE_CONNECTION_TIMEOUT', '99999999999999999999'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'http://localhost:3000/'],
    ['CORS_ORIGINS', 'localhost:3000'],
    ['CORS_ORIGINS', 'null'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['PUBLIC_URL', 'https://user:pw@a.example'],
    ['BACKEND_URL', 'ftp://backend'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['JWT_ADMIN_EXPIRY', '0'],
    ['JWT_TABLE_EXPIRY', 'NaN'],
    ['BCRYPT_COST_FACTOR', '31'],
    ['BACKEND_PORT', '65536'],
    ['FRONTEND_PORT', '80 80'],
    ['HOST', 'a b'],
    ['SEED_DEMO', 'yes'],
    ['BACKUP_RETENTION_DAYS', '0'],
    ['BACKUP_TIME', '24:00'],
    ['BACKUP_TIME', '4:00'],
    ['ORDER_LIMIT_PER_MINUTE', '0'],
  ])('%s=%s is refused by name, with the value and what is allowed', (name, value) => {
    const faults = faultsOf({ JWT_SECRET_KEY: secret, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${name}=${JSON.stringify(value)} is refused: allowed is `);
  });

  it('is refused all at once, a line for each variable', () => {
    const faults = faultsOf({
      CACHE_TTL: 'x',
      BACKEND_PORT: 'y',
      FRONTEND_PORT: 'z',
      DB_POOL_MIN_SIZE: '30',
      SSE_HEARTBEAT_INTERVAL: '300',
    });
    expect(faults.map((fault) => fault.split(/[ =]/)[0])).toEqual([
      'JWT_SECRET_KEY',
      'CACHE_TTL',
      'BACKEND_PORT',
      'FRONTEND_PORT',
      'DB_POOL_MIN_SIZE',
      'SSE_CONNECTION_TIMEOUT',
    ]);
  });

  it('is refused when it contradicts another', () => {
    expect(faultsOf({ JWT_SECRET_KEY: secret, DB_POOL_MIN_SIZE: '21' })[0]).toContain('at most DB_POOL_MAX_SIZE=20');
    expect(faultsOf({ JWT_SECRET_KEY: secret, JWT_SECRET_KEY_FORMER: `x${secret}` })[0]).toContain('JWT_SECRET_KEY_SINCE is missing');
    const same = { JWT_SECRET_KEY_FORMER: secret, JWT_SECRET_KEY_SINCE: '2026-11-27T04:00:00Z' };
    expect(faultsOf({ JWT_SECRET_KEY: secret, ...same })[0]).toMatch(/^JWT_SECRET_KEY_FORMER \(value not shown\) is refused/);
    expect(faultsOf({ JWT_SECRET_KEY: secret, BACKEND_PORT: '3000' })[0]).toContain('FRONTEND_PORT=3000');
    expect(faultsOf({ JWT_SECRET_KEY: secret, SSE_HEARTBEAT_INTERVAL: '400' })[0]).toContain('more than SSE_HEARTBEAT_INTERVAL=400');
  });

  it('is refused when a part of the store for pictures is missing, each part by its name', () => {
    const whole = { S3_ENDPOINT: 'https://s3.example.com', S3_BUCKET: 'shop', S3_ACCESS_KEY_ID: 'us', S3_SECRET_ACCESS_KEY: 'Wq8-xT2_pL0' };
    expect(load(whole).files).toEqual({
      kind: 's3',
      endpoint: 'https://s3.example.com',
      bucket: 'shop',
      region: 'us-east-1',
      accessKeyId: 'us',
      secretAccessKey: 'Wq8-xT2_pL0',
    });
    for (const name of Object.keys(whole))
      expect(faultsOf({ JWT_SECRET_KEY: secret, ...whole, [name]: undefined })).toEqual([expect.stringMatching(`^${name} is missing`)]);
    expect(faultsOf({ JWT_SECRET_KEY: secret, S3_BUCKET: 'shop' })).toHaveLength(3);
  });

  it.each([
    ['redis://127.0.0.1:6379', true],
    ['redis://redis', true],
    ['redis://:pass@10.1.2.3:6379/2', true],
    ['redis://[::1]:6379', true],
    ['rediss://user:pass@redis.example.com:6380/1', true],
    ['redis://redis.example.com', false],
    ['redis://8.8.8.8:6379', false],
    ['redis://172.32.0.1', false],
    ['http://127.0.0.1:6379', false],
    ['redis://', false],
    ['redis://127.0.0.1/queue', false],
  ])('REDIS_URL=%s: in the clear only where it stays in the house (%s)', (url, taken) => {
    const faults = faultsOf({ JWT_SECRET_KEY: secret, REDIS_URL: url });
    expect(faults).toEqual(taken ? [] : [expect.stringMatching(/^REDIS_URL \(value not shown\) is refused/)]);
    if (taken)
      expect(load({ REDIS_URL: url })).toMatchObject({ cache: { kind: 'redis', url }, bus: { kind: 'redis', url, prefix: 'tableorder' } });
  });

  it('is refused for a store whose secret is the one that it came with, or that is reached in the clear', () => {
    const store = {
      S3_ENDPOINT: 'http://minio:9000',
      S3_BUCKET: 'shop',
      S3_ACCESS_KEY_ID: 'minioadmin',
      S3_SECRET_ACCESS_KEY: 'minioadmin',
    };
    expect(faultsOf({ JWT_SECRET_KEY: secret, ...store })[0]).toMatch(/^S3_SECRET_ACCESS_KEY \(value not shown\) is refused/);
    const away = { ...store, S3_ENDPOINT: 'http://s3.example.com', S3_SECRET_ACCESS_KEY: 'Wq8-xT2_pL0' };
    expect(faultsOf({ JWT_SECRET_KEY: secret, ...away })[0]).toMatch(/^S3_ENDPOINT=/);
  });

  it('stays one line and in bounds in the message, whatever it holds', () => {
    const [fault = ''] = faultsOf({ JWT_SECRET_KEY: secret, HOST: `a\nb\u001b[31m${'x'.repeat(5000)}` });
    expect(fault).not.toMatch(/\p{Cc}/u);
    expect(fault.length).toBeLessThan(300);
  });
});

describe('secrets', () => {
  it.each([
    undefined,
    '',
    'short',
    'your-secret-key-here',
    'your-secret-key-here-your-secret-key-here',
    'your-secret-key-hereyour-secret-key-hereyour',
    'changemechangemechangemechangemechangeme',
    'please-change-this-super-secret-jwt-key-please',
    'secretsecretsecretsecretsecretsecret',
    'SECRET-KEY-SECRET-KEY-SECRET-KEY-SECRET-KEY',
    'default_jwt_secret_key_for_development_123456789',
    'a'.repeat(64),
    'ab'.repeat(32),
    '0123456789'.repeat(4),
    '0123456789abcdef0123456789abcdef',
    '00000000000000000000000000000001',
    'abcdefghijklmnopqrstuvwxyz123456789',
    randomBytes(16).toString('base64'),
  ])('%s does not sign tokens', (key) => {
    const [fault = ''] = faultsOf({ JWT_SECRET_KEY: key });
    expect(fault).toContain('JWT_SECRET_KEY');
    expect(fault).toContain('at least 32 bytes');
  });

  it('that are random are taken, whatever they are written in', () => {
    for (let i = 0; i < 2000; i += 1)
      for (const written of ['base64', 'base64url', 'hex'] as const)
        expect(faultsOf({ JWT_SECRET_KEY: randomBytes(32).toString(written) })).toEqual([]);
  });

  it('are counted in bytes: eleven Hangul syllables are 33', () => {
    expect(faultsOf({ JWT_SECRET_KEY: '가나다라마바사아자차카' })).toHaveLength(1);
    expect(faultsOf({ JWT_SECRET_KEY: `가나다라마바사아자차카-${randomBytes(12).toString('hex')}` })).toEqual([]);
  });

  it('never stand in the message', () => {
    const faults = faultsOf({ JWT_SECRET_KEY: 'hunter2', SETUP_TOKEN: 'hunter3', DATABASE_URL: 'mysql://u:hunter4@db/x' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['JWT_SECRET_KEY', 'SETUP_TOKEN', 'DATABASE_URL']);
    expect(faults.join()).not.toMatch(/hunter/);
  });
});
