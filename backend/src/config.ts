import * as kinds from './config-values.ts';
import type { PictureKind } from './infra/files/pictures.ts';
import type { Level } from './infra/log/log.ts';

/** One variable of the environment, as read, as checked and as printed for the operator. */
export interface Setting<V = unknown> {
  readonly kind: kinds.Kind<V>;
  /** The text that counts when nothing is given; null when there is none. */
  readonly preset: string | null;
  readonly required: boolean;
  readonly meaning: string;
}

const setting = <V>(kind: kinds.Kind<V>, preset: string, meaning: string): Setting<V> => ({ kind, preset, required: false, meaning });
const required = <V>(kind: kinds.Kind<V>, meaning: string): Setting<V> => ({ kind, preset: null, required: true, meaning });
const optional = <V>(kind: kinds.Kind<V>, meaning: string): Setting<V | null> => ({ kind, preset: null, required: false, meaning });

const access = {
  JWT_SECRET_KEY: required(
    kinds.signingSecret,
    'Signs the tokens and peppers the passwords. The same on every instance. Changed without `JWT_SECRET_KEY_FORMER` it signs everybody out and makes every password invalid.',
  ),
  JWT_SECRET_KEY_FORMER: optional(
    kinds.signingSecret,
    'The secret before this one, while it is being changed: what it signed in the day before `JWT_SECRET_KEY_SINCE` is accepted for 24 hours after it, passwords and second factors made under it for as long as it is given. `tableorder new-secret` makes the lines.',
  ),
  JWT_SECRET_KEY_SINCE: optional(kinds.moment, 'Since when `JWT_SECRET_KEY` is the secret; needed beside `JWT_SECRET_KEY_FORMER`.'),
  JWT_ADMIN_EXPIRY: setting(kinds.seconds(1, 604_800), '28800', 'How long a staff member stays signed in.'),
  JWT_TABLE_EXPIRY: setting(kinds.seconds(1, 2_592_000), '86400', 'How long a table’s token lasts; a paired tablet renews it by itself.'),
  BCRYPT_COST_FACTOR: setting(kinds.whole(4, 16), '12', 'Work for one password check, doubled by each step. Below 10 only for tests.'),
  SETUP_TOKEN: optional(
    kinds.setupToken,
    'Opens the first set-up, and that of further stores while it is set. Without it the server prints one of its own while no store exists.',
  ),
  SEED_DEMO: setting(kinds.yesNo, 'false', 'Fills an empty database with a demo shop. `npm start` sets it to `true` when it is not given.'),
} as const;

const database = {
  DB_FILE_PATH: setting(kinds.path, 'data/app.db', 'The SQLite file. Not used when `DATABASE_URL` is given.'),
  DATABASE_URL: optional(kinds.postgresUrl, 'PostgreSQL instead of the SQLite file.'),
  DB_POOL_MIN_SIZE: setting(
    kinds.whole(1, 1000),
    '10',
    'Connections kept open. On SQLite these are readers; one writer stands beside them.',
  ),
  DB_POOL_MAX_SIZE: setting(kinds.whole(1, 1000), '20', 'Connections at most; not below `DB_POOL_MIN_SIZE`.'),
  DB_CONNECTION_TIMEOUT: setting(kinds.seconds(1, 3600), '30', 'How long a request waits for a free connection before it is answered 503.'),
  DB_IDLE_TIMEOUT: setting(kinds.seconds(1, 86_400), '300', 'After how long an unused connection above the minimum is closed.'),
} as const;

const files = {
  UPLOAD_DIR: setting(kinds.path, 'uploads/menu-images', 'Folder of the menu pictures.'),
  MAX_FILE_SIZE: setting(kinds.whole(1024, 104_857_600), '5242880', 'Bytes an uploaded picture may have.'),
  ALLOWED_MIME_TYPES: setting(
    kinds.pictureKinds,
    'image/*',
    'Pictures that are accepted. `image/*` means what really decodes as JPEG, PNG, WebP, AVIF or GIF, whatever its name or declared type; SVG never.',
  ),
  S3_ENDPOINT: optional(
    kinds.nearOrSecure('http', 'https'),
    'An S3-compatible store for the pictures instead of `UPLOAD_DIR`, which is not used then; also Google’s by its S3 interface.',
  ),
  S3_BUCKET: optional(kinds.bucket, 'The bucket, which must be there; needed beside `S3_ENDPOINT`.'),
  S3_REGION: setting(kinds.word, 'us-east-1', 'The region, where the store has several.'),
  S3_ACCESS_KEY_ID: optional(kinds.word, 'Who we are to the store; needed beside `S3_ENDPOINT`.'),
  S3_SECRET_ACCESS_KEY: optional(kinds.accessSecret, 'How it knows us; needed beside `S3_ENDPOINT`.'),
} as const;

const log = {
  LOG_LEVEL: setting(kinds.choice('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'), 'INFO', 'The quietest level that is written.'),
  LOG_FORMAT: setting(
    kinds.choice('text', 'json'),
    'text',
    '`text`: daily files. `json`: one JSON object a line on stdout, for a collector; no files.',
  ),
  LOG_FILE_PATH: setting(kinds.datedPath, 'logs/app-{date}.log', 'The daily file; `{date}` is the day in UTC, as the times in it.'),
  LOG_RETENTION_DAYS: setting(kinds.whole(1, 3650), '30', 'Days of log files kept, today included.'),
} as const;

const live = {
  CACHE_TTL: setting(kinds.seconds(1, 86_400), '300', 'How long a cached menu may be used. A change of the menu drops it at once.'),
  SSE_HEARTBEAT_INTERVAL: setting(kinds.seconds(1, 3600), '30', 'Time between two signs of life on an open stream.'),
  SSE_CONNECTION_TIMEOUT: setting(
    kinds.seconds(1, 86_400),
    '300',
    'After how long a stream that shows no life is dropped; longer than `SSE_HEARTBEAT_INTERVAL`.',
  ),
} as const;

const instances = {
  REDIS_URL: optional(
    kinds.redisUrl,
    'Cache, throttles and nudges shared by several backends on one PostgreSQL. Nothing is kept in it that may not be lost: while it is away orders go on, and screens are at most a second late.',
  ),
  REDIS_PREFIX: setting(
    kinds.word,
    'tableorder',
    'What every key and channel begins with; another one for each installation on one Redis.',
  ),
} as const;

const network = {
  HOST: setting(kinds.hostName, '0.0.0.0', 'The address both servers listen on.'),
  BACKEND_PORT: setting(kinds.whole(0, 65_535), '8000', 'Port of the backend; 0 takes any free one.'),
  FRONTEND_PORT: setting(kinds.whole(0, 65_535), '3000', 'Port of the frontend; 0 takes any free one.'),
  BACKEND_URL: setting(
    kinds.origin,
    'http://localhost:8000',
    'Where the frontend’s server reaches the backend. Follows `BACKEND_PORT` when not given. `http://backend:8000` in compose.',
  ),
  CORS_ORIGINS: setting(
    kinds.origins,
    'http://localhost:3000',
    'Origins whose pages may call the backend directly. Follows `FRONTEND_PORT` when not given.',
  ),
  PUBLIC_URL: optional(kinds.origin, 'Where guests reach the frontend; stands in QR codes. The first of `CORS_ORIGINS` when not given.'),
  TRUSTED_PROXIES: setting(
    kinds.networksOrNone,
    '127.0.0.1,::1',
    'Who may say by `X-Forwarded-For` whom a request comes from. The default is the frontend’s server on the same machine; name its network when it runs elsewhere.',
  ),
} as const;

const limits = {
  ORDER_LIMIT_PER_MINUTE: setting(
    kinds.whole(1, 100_000),
    '600',
    'Orders one table may send in a minute; far above any party, it stops a script.',
  ),
  UPLOAD_LIMIT_PER_MINUTE: setting(kinds.whole(1, 100_000), '60', 'Pictures one staff member may upload in a minute.'),
  LOGIN_LIMIT_WINDOW: setting(kinds.seconds(1, 86_400), '900', 'The time in which failed sign-ins are counted.'),
  LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: setting(
    kinds.whole(1, 100_000),
    '5',
    'Failed sign-ins of one account from one address in that time.',
  ),
  LOGIN_LIMIT_PER_ACCOUNT: setting(kinds.whole(1, 100_000), '10', 'Failed sign-ins of one account from anywhere in that time.'),
  LOGIN_LIMIT_PER_ADDRESS: setting(kinds.whole(1, 100_000), '20', 'Failed sign-ins from one address, whatever the account, in that time.'),
} as const;

const backup = {
  BACKUP_DIR: setting(
    kinds.path,
    'backups',
    'Folder of the backups, one folder each. Another disk than the data’s survives more. Backups are made of the SQLite file only.',
  ),
  BACKUP_TIME: setting(
    kinds.timeOfDay,
    '04:00',
    'When the running server makes the daily backup, by the server’s own clock and zone (not the store’s); one that was missed is made up after the start.',
  ),
  BACKUP_RETENTION_DAYS: setting(
    kinds.whole(1, 3650),
    '7',
    'Days of backups kept, today included. The newest one that was proven stays in any case.',
  ),
} as const;

const watching = {
  METRICS_READERS: setting(
    kinds.networksOrNone,
    '127.0.0.1,::1',
    'Who may read `/metrics` at the backend’s port; the frontend never hands it on. In compose: the address of Prometheus in the network. `none`: nobody.',
  ),
} as const;

const printers = {
  PRINTER_REACH: setting(
    kinds.choice('lan', 'any'),
    'lan',
    'Where kitchen printers may stand. `lan`: a private address (10/8, 172.16/12, 192.168/16, fc00::/7) and a port from 9100 to 9199. `any`: every address and port; owners can then make the server connect to anything it reaches.',
  ),
} as const;

const SETTINGS = {
  ...access,
  ...database,
  ...files,
  ...log,
  ...live,
  ...instances,
  ...network,
  ...limits,
  ...backup,
  ...watching,
  ...printers,
} as const;
type Name = keyof typeof SETTINGS;
type Values = { readonly [N in Name]: (typeof SETTINGS)[N] extends Setting<infer V> ? V : never };

/** Every variable there is, by chapter, for the operator's page. */
export const CHAPTERS: readonly { readonly title: string; readonly settings: Readonly<Record<string, Setting>> }[] = [
  { title: 'Access', settings: access },
  { title: 'Database', settings: database },
  { title: 'Pictures', settings: files },
  { title: 'Log', settings: log },
  { title: 'Cache and stream', settings: live },
  { title: 'Several instances', settings: instances },
  { title: 'Network', settings: network },
  { title: 'Limits', settings: limits },
  { title: 'Backup', settings: backup },
  { title: 'Watching', settings: watching },
  { title: 'Printers', settings: printers },
];

/** In this process, or in a Redis that all instances share. */
type Shared = { readonly kind: 'memory' } | { readonly kind: 'redis'; readonly url: string; readonly prefix: string };

export interface Config {
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };
  readonly pool: { readonly min: number; readonly max: number; readonly acquireTimeoutMs: number; readonly idleMs: number };
  readonly files:
    | { readonly kind: 'local'; readonly dir: string }
    | {
        readonly kind: 's3';
        readonly endpoint: string;
        readonly bucket: string;
        readonly region: string;
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
      };
  readonly uploads: { readonly maxBytes: number; readonly pictureKinds: readonly PictureKind[] };
  readonly log:
    | { readonly kind: 'text'; readonly file: string; readonly retentionDays: number; readonly level: Level }
    | { readonly kind: 'json'; readonly level: Level };
  readonly cache: Shared & { readonly ttlMs: number };
  readonly bus: Shared;
  readonly sse: { readonly heartbeatMs: number; readonly timeoutMs: number };
  readonly cors: { readonly origins: readonly string[] };
  readonly jwt: {
    readonly secret: Uint8Array;
    /** The secret that `secret` took the place of, and when it did. */
    readonly former: { readonly secret: Uint8Array; readonly until: number } | null;
    readonly adminMs: number;
    readonly tableMs: number;
  };
  readonly bcryptCost: number;
  readonly limits: {
    readonly ordersPerMinute: number;
    readonly uploadsPerMinute: number;
    readonly signIn: {
      readonly windowMs: number;
      readonly perAccountAndAddress: number;
      readonly perAccount: number;
      readonly perAddress: number;
    };
  };
  readonly host: string;
  readonly ports: { readonly backend: number; readonly frontend: number };
  readonly backendUrl: string;
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly metrics: { readonly readers: readonly string[] };
  readonly seedDemo: boolean;
  readonly setupToken: string | null;
  readonly printers: { readonly reach: 'lan' | 'any' };
  /** `atMinutes` since midnight by the server's own zone; null makes none by itself. */
  readonly backup: { readonly dir: string; readonly atMinutes: number | null; readonly retentionDays: number };
}

/** Everything that is wrong with the environment, a line for each variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

// Compose hands on unset variables as empty text: empty counts as not given.
const given = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

const shown = (raw: string): string => JSON.stringify(raw.length > 80 ? `${raw.slice(0, 80)}…` : raw);

function readValues(env: Environment): { values: Values; faults: string[] } {
  const faults: string[] = [];
  const read = ([name, { kind, preset, required }]: [string, Setting]) => {
    const raw = given(env, name) ?? preset;
    if (raw === null && required) faults.push(`${name} is missing: allowed is ${kind.allowed}`);
    if (raw === null) return [name, null];
    const value = kind.read(raw);
    if (value === undefined)
      faults.push(`${name}${kind.secret ? ' (value not shown)' : `=${shown(raw)}`} is refused: allowed is ${kind.allowed}`);
    return [name, value];
  };
  return { values: Object.fromEntries(Object.entries(SETTINGS).map(read)) as unknown as Values, faults };
}

/** What each value alone allows and together makes no sense; a refused value is undefined and contradicts nothing. */
function contradictions(values: Values): string[] {
  const faults: string[] = [];
  if (values.DB_POOL_MIN_SIZE > values.DB_POOL_MAX_SIZE)
    faults.push(`DB_POOL_MIN_SIZE=${values.DB_POOL_MIN_SIZE} is refused: allowed is at most DB_POOL_MAX_SIZE=${values.DB_POOL_MAX_SIZE}`);
  if (values.JWT_SECRET_KEY_FORMER && values.JWT_SECRET_KEY_SINCE === null)
    faults.push('JWT_SECRET_KEY_SINCE is missing: it says when JWT_SECRET_KEY took the place of JWT_SECRET_KEY_FORMER');
  if (values.JWT_SECRET_KEY_FORMER && values.JWT_SECRET_KEY && Buffer.compare(values.JWT_SECRET_KEY_FORMER, values.JWT_SECRET_KEY) === 0)
    faults.push('JWT_SECRET_KEY_FORMER (value not shown) is refused: allowed is another secret than JWT_SECRET_KEY');
  if (values.SSE_CONNECTION_TIMEOUT <= values.SSE_HEARTBEAT_INTERVAL)
    faults.push(
      `SSE_CONNECTION_TIMEOUT=${values.SSE_CONNECTION_TIMEOUT / 1000} is refused: allowed is more than SSE_HEARTBEAT_INTERVAL=${values.SSE_HEARTBEAT_INTERVAL / 1000}`,
    );
  const store = {
    S3_ENDPOINT: values.S3_ENDPOINT,
    S3_BUCKET: values.S3_BUCKET,
    S3_ACCESS_KEY_ID: values.S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY: values.S3_SECRET_ACCESS_KEY,
  };
  const lacking = Object.entries(store).flatMap(([name, value]) => (value === null ? [name] : []));
  const [there] = Object.keys(store).filter((name) => !lacking.includes(name));
  if (there !== undefined) for (const name of lacking) faults.push(`${name} is missing: needed beside ${there}`);
  if (values.BACKEND_PORT > 0 && values.BACKEND_PORT === values.FRONTEND_PORT)
    faults.push(`FRONTEND_PORT=${values.FRONTEND_PORT} is refused: allowed is any other port than BACKEND_PORT`);
  return faults;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

function pictures(values: Values): Config['files'] {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = values;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  return endpoint === null || bucket === null || accessKeyId === null || secretAccessKey === null
    ? { kind: 'local', dir: values.UPLOAD_DIR }
    : { kind: 's3', endpoint, bucket, region, accessKeyId, secretAccessKey };
}

function assemble(values: Values): Config {
  const shared: Shared =
    values.REDIS_URL === null ? { kind: 'memory' } : { kind: 'redis', url: values.REDIS_URL, prefix: values.REDIS_PREFIX };
  const level = values.LOG_LEVEL;
  return {
    database: values.DATABASE_URL === null ? { kind: 'sqlite', file: values.DB_FILE_PATH } : { kind: 'postgres', url: values.DATABASE_URL },
    pool: {
      min: values.DB_POOL_MIN_SIZE,
      max: values.DB_POOL_MAX_SIZE,
      acquireTimeoutMs: values.DB_CONNECTION_TIMEOUT,
      idleMs: values.DB_IDLE_TIMEOUT,
    },
    files: pictures(values),
    uploads: { maxBytes: values.MAX_FILE_SIZE, pictureKinds: values.ALLOWED_MIME_TYPES },
    log:
      values.LOG_FORMAT === 'json'
        ? { kind: 'json', level }
        : { kind: 'text', level, file: values.LOG_FILE_PATH, retentionDays: values.LOG_RETENTION_DAYS },
    cache: { ...shared, ttlMs: values.CACHE_TTL },
    bus: shared,
    sse: { heartbeatMs: values.SSE_HEARTBEAT_INTERVAL, timeoutMs: values.SSE_CONNECTION_TIMEOUT },
    cors: { origins: values.CORS_ORIGINS },
    jwt: {
      secret: values.JWT_SECRET_KEY,
      former:
        values.JWT_SECRET_KEY_FORMER && values.JWT_SECRET_KEY_SINCE !== null
          ? { secret: values.JWT_SECRET_KEY_FORMER, until: values.JWT_SECRET_KEY_SINCE }
          : null,
      adminMs: values.JWT_ADMIN_EXPIRY,
      tableMs: values.JWT_TABLE_EXPIRY,
    },
    bcryptCost: values.BCRYPT_COST_FACTOR,
    limits: {
      ordersPerMinute: values.ORDER_LIMIT_PER_MINUTE,
      uploadsPerMinute: values.UPLOAD_LIMIT_PER_MINUTE,
      signIn: {
        windowMs: values.LOGIN_LIMIT_WINDOW,
        perAccountAndAddress: values.LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS,
        perAccount: values.LOGIN_LIMIT_PER_ACCOUNT,
        perAddress: values.LOGIN_LIMIT_PER_ADDRESS,
      },
    },
    host: values.HOST,
    ports: { backend: values.BACKEND_PORT, frontend: values.FRONTEND_PORT },
    backendUrl: values.BACKEND_URL,
    publicUrl: values.PUBLIC_URL ?? values.CORS_ORIGINS[0] ?? `http://localhost:${values.FRONTEND_PORT}`,
    trustedProxies: values.TRUSTED_PROXIES,
    metrics: { readers: values.METRICS_READERS },
    seedDemo: values.SEED_DEMO,
    setupToken: values.SETUP_TOKEN,
    printers: { reach: values.PRINTER_REACH },
    backup: { dir: values.BACKUP_DIR, atMinutes: values.BACKUP_TIME, retentionDays: values.BACKUP_RETENTION_DAYS },
  };
}

/** The settings as the rest of the server knows them: checked, in milliseconds and bytes, frozen. Throws one ConfigError about all that is wrong. */
export function loadConfig(env: Environment = process.env): Config {
  const follows = (port: string) => `http://localhost:${port}`;
  const [backend, frontend] = [given(env, 'BACKEND_PORT'), given(env, 'FRONTEND_PORT')];
  const { values, faults } = readValues({
    ...env,
    BACKEND_URL: given(env, 'BACKEND_URL') ?? (backend && whole(backend) ? follows(backend) : undefined),
    CORS_ORIGINS: given(env, 'CORS_ORIGINS') ?? (frontend && whole(frontend) ? follows(frontend) : undefined),
  });
  const all = [...faults, ...contradictions(values)];
  if (all.length > 0) throw new ConfigError(all);
  return freeze(assemble(values));
}

const whole = (port: string): boolean => kinds.whole(0, 65_535).read(port) !== undefined;

/** What says where a shop's data is: a place that leaves one of them out does not mean the present one's. */
const PLACES = /^(DATABASE_URL|DB_FILE_PATH|UPLOAD_DIR|S3_.*)$/;

/** The settings as they are, but for the data, which is where `place` says. Throws `ConfigError`, also when that says anything else. */
export function loadConfigAt(place: Environment, env: Environment = process.env): Config {
  const others = Object.keys(place).filter((name) => !PLACES.test(name));
  if (others.length > 0)
    throw new ConfigError(others.map((name) => `${name} does not say where the data is: only such lines may stand there`));
  return loadConfig({ ...Object.fromEntries(Object.entries(env).filter(([name]) => !PLACES.test(name))), ...place });
}
