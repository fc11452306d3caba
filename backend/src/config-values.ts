import { isIP } from 'node:net';
import { PICTURE_KINDS, type PictureKind } from './infra/files/pictures.ts';

/** One kind of value: what is allowed, in words, and how text becomes it. */
export interface Kind<V> {
  readonly allowed: string;
  readonly secret?: true;
  /** Undefined when the text is not allowed. */
  read(raw: string): V | undefined;
}

export const whole = (min: number, max: number): Kind<number> => ({
  allowed: `a whole number from ${min} to ${max}`,
  read(raw) {
    const value = /^[0-9]{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
});

/** Seconds outside, milliseconds inside. */
export const seconds = (min: number, max: number): Kind<number> => ({
  allowed: `a whole number of seconds from ${min} to ${max}`,
  read(raw) {
    const value = whole(min, max).read(raw);
    return value === undefined ? undefined : value * 1000;
  },
});

export const choice = <const C extends readonly string[]>(...choices: C): Kind<C[number]> => ({
  allowed: choices.map((one) => `\`${one}\``).join(', '),
  read: (raw) => choices.find((one) => one.toLowerCase() === raw.toLowerCase()),
});

export const yesNo: Kind<boolean> = {
  allowed: '`true` or `false`',
  read: (raw) => ({ true: true, false: false })[raw.toLowerCase()],
};

/** Minutes since midnight, null for never. */
export const timeOfDay: Kind<number | null> = {
  allowed: 'a time from `00:00` to `23:59`, or `none`',
  read(raw) {
    if (raw === 'none') return null;
    const [, hours, minutes] = /^([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(raw) ?? [];
    return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
  },
};

const hasControl = (text: string) => /\p{Cc}/u.test(text);

export const path: Kind<string> = {
  allowed: 'a path, absolute or from the folder the server is started in',
  read: (raw) => (hasControl(raw) ? undefined : raw),
};

export const datedPath: Kind<string> = {
  allowed: 'a path whose file name holds `{date}` once',
  read(raw) {
    const inFolders = raw.split(/[/\\]/);
    const name = inFolders.pop() ?? '';
    const once = name.split('{date}').length === 2 && !inFolders.join('/').includes('{date}');
    return once && !hasControl(raw) ? raw : undefined;
  },
};

/** An address without path, query or sign-in, as browsers send it in `Origin`. */
function originOf(raw: string): string | undefined {
  const url = URL.parse(raw);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  return url.origin === raw.toLowerCase() ? url.origin : undefined;
}

export const origin: Kind<string> = { allowed: '`http://` or `https://`, host and port, no path', read: originOf };

const listOf = <V>(allowed: string, one: (raw: string) => V | undefined): Kind<readonly V[]> => ({
  allowed,
  read(raw) {
    const values = raw.split(',').map((part) => one(part.trim()));
    return values.every((value) => value !== undefined) ? [...new Set(values)] : undefined;
  },
});

export const origins = listOf('origins (`http://` or `https://`, host and port, no path, never `*`), separated by commas', originOf);

function network(raw: string): string | undefined {
  const [address = '', bits, ...rest] = raw.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return undefined;
  return bits === undefined || whole(0, family === 4 ? 32 : 128).read(bits) !== undefined ? raw : undefined;
}

const networks = listOf('addresses or networks (`10.0.0.0/8`) separated by commas, or `none`', network);
export const networksOrNone: Kind<readonly string[]> = { ...networks, read: (raw) => (raw === 'none' ? [] : networks.read(raw)) };

const mimes = listOf<string>('', (raw) => [...PICTURE_KINDS, '*'].find((kind) => `image/${kind}` === raw.toLowerCase()));
export const pictureKinds: Kind<readonly PictureKind[]> = {
  allowed: `\`image/*\`, or some of ${PICTURE_KINDS.map((kind) => `\`image/${kind}\``).join(', ')}, separated by commas`,
  read(raw) {
    const named = mimes.read(raw);
    return named && PICTURE_KINDS.filter((kind) => named.includes(kind) || named.includes('*'));
  },
};

export const hostName: Kind<string> = {
  allowed: 'an address of this machine, or a host name',
  read: (raw) => (isIP(raw) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,252})$/i.test(raw) ? raw : undefined),
};

export const postgresUrl: Kind<string> = {
  allowed: '`postgres://user:password@host:port/database`',
  secret: true,
  read(raw) {
    const url = URL.parse(raw);
    const known = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
    return known && url.pathname.length > 1 ? raw : undefined;
  },
};

/** On this machine, in a private network, or a name without a dot, as containers have: who listens there is already in the house. */
function isNear(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) === 4) return /^(127|10|192\.168|172\.(1[6-9]|2[0-9]|3[01]))\./.test(bare);
  return isIP(bare) === 6 ? /^(::1$|f[cd])/i.test(bare) : !bare.includes('.');
}

/** The protocol in the clear only where it stays in the house. */
const isGuarded = ({ protocol, hostname }: URL, plain: string, secure: string): boolean =>
  hostname !== '' && (protocol === `${secure}:` || (protocol === `${plain}:` && isNear(hostname)));

const whereGuarded = (plain: string, secure: string) =>
  `\`${secure}://\`, or \`${plain}://\` to this machine, a private address or a container`;

/** An address without path or sign-in, over TLS unless it is near. */
export const nearOrSecure = (plain: string, secure: string): Kind<string> => ({
  allowed: `${whereGuarded(plain, secure)}; host and port, no path`,
  read(raw) {
    const url = URL.parse(raw);
    return url && isGuarded(url, plain, secure) && originOf(raw) !== undefined ? url.origin : undefined;
  },
});

export const redisUrl: Kind<string> = {
  allowed: `${whereGuarded('redis', 'rediss')}, with \`user:password@\`, port and \`/number\` of the database when it has them`,
  secret: true,
  read(raw) {
    const url = URL.parse(raw);
    return url && isGuarded(url, 'redis', 'rediss') && /^(\/[0-9]{0,3})?$/.test(url.pathname) ? raw : undefined;
  },
};

export const word: Kind<string> = {
  allowed: 'letters, digits, `.`, `_`, `-`, `/` and `+`, at most 128',
  read: (raw) => (/^[A-Za-z0-9._/+-]{1,128}$/.test(raw) ? raw : undefined),
};

export const bucket: Kind<string> = {
  allowed: '3 to 63 lower-case letters, digits, `.` and `-`',
  read: (raw) => (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(raw) ? raw : undefined),
};

/** What stores and their guides come with, and whoever reads them knows. */
const KNOWN_SECRETS = new Set(['minioadmin', 'minio123', 'password', 'secret', 'changeme']);
export const accessSecret: Kind<string> = {
  allowed: '8 to 256 characters without spaces, not the one that the store came with',
  secret: true,
  read: (raw) => (/^[\x21-\x7e]{8,256}$/.test(raw) && !KNOWN_SECRETS.has(raw.toLowerCase()) ? raw : undefined),
};

export const setupToken: Kind<string> = {
  allowed: '16 to 200 characters without spaces',
  secret: true,
  read: (raw) => (/^[\x21-\x7e]{16,200}$/.test(raw) ? raw : undefined),
};

const PLACEHOLDERS =
  /your|super|secret|key|here|change|me|please|replace|this|jwt|token|password|default|example|placeholder|development|production|insecure|todo|123456789|abcdefghijklmnopqrstuvwxyz|qwertyuiop|asdfghjkl|zxcvbnm|[^a-z0-9]/g;

/** True for what was written to be replaced: a known placeholder, also strung together, or something short repeated until it is long enough. */
function isPlaceholder(secret: string): boolean {
  const text = secret.toLowerCase();
  for (let unit = 1; unit <= text.length / 2; unit += 1) if (text.slice(unit) === text.slice(0, -unit)) return true;
  return new Set(text).size < 8 || text.replace(PLACEHOLDERS, '').length < 12;
}

/** A moment, in UTC to the second or finer. */
export const moment: Kind<number> = {
  allowed: 'a moment in UTC, as `2026-11-27T04:00:00Z`',
  read(raw) {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(raw) ? Date.parse(raw) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  },
};

export const signingSecret: Kind<Uint8Array> = {
  allowed: 'at least 32 bytes that are random, not a placeholder: `openssl rand -base64 32` makes one',
  secret: true,
  read(raw) {
    const bytes = new TextEncoder().encode(raw);
    return bytes.length >= 32 && !isPlaceholder(raw) ? bytes : undefined;
  },
};
