import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../backend/src/config.ts';
import { commandsOf } from '../scripts/page-commands.ts';

const root = join(import.meta.dirname, '..');
const page = (name: string) => readFileSync(join(root, 'docs/operations', name), 'utf8');
const lacking = ['docker-compose', 'openssl'].find((tool) => spawnSync(tool, ['version']).error);

/**
 * No container engine runs here. `docker` says what it was asked, and for `docker compose` reads the very files with their variables, as the
 * engine would before it starts anything; `sudo` is the user itself; `npm` says what it was asked.
 */
const TOOLS = {
  docker: `#!/bin/sh
echo "docker $*" >> "$ASKED"
[ "$1" = compose ] || exit 0
shift
set -- "$@"
files=""
while [ $# -gt 0 ]; do
  case "$1" in
    --project-directory|-f) files="$files $1 $2"; shift 2 ;;
    *) break ;;
  esac
done
exec docker-compose $files config -q`,
  sudo: '#!/bin/sh\nexec "$@"',
  npm: '#!/bin/sh\necho "npm $*" >> "$ASKED"',
};

describe.skipIf(lacking)(
  `what the operator's pages tell to type${lacking ? `: skipped, ${lacking} is not installed` : ''}`,
  { timeout: 60_000 },
  () => {
    let home: string;
    let asked: string;

    beforeEach(() => {
      home = mkdtempSync(join(tmpdir(), 'tableorder-pages-'));
      for (const name of ['.env.example', 'docker-compose.yml']) cpSync(join(root, name), join(home, name));
      mkdirSync(join(home, 'deploy'));
      for (const name of readdirSync(join(root, 'deploy')).filter((one) => /\.(yml|conf)$/.test(one)))
        cpSync(join(root, 'deploy', name), join(home, 'deploy', name));
      mkdirSync(join(home, 'tools'));
      for (const [name, text] of Object.entries(TOOLS)) {
        writeFileSync(join(home, 'tools', name), text);
        chmodSync(join(home, 'tools', name), 0o755);
      }
      // What the owner brings.
      for (const name of ['fullchain.pem', 'privkey.pem']) writeFileSync(join(home, name), 'pem');
      asked = join(home, 'asked');
    });
    afterEach(() => rmSync(home, { recursive: true, force: true }));

    const run = (commands: string) => {
      const env = { PATH: `${join(home, 'tools')}:${process.env.PATH}`, ASKED: asked, HOME: home };
      execFileSync('sh', ['-e', '-c', commands], { cwd: home, env, stdio: 'pipe' });
    };
    const wasAsked = () => readFileSync(asked, 'utf8');

    it('runs for several machines, in both languages alike, and the settings it makes are ones the program takes', () => {
      const commands = commandsOf(page('scale.md'));
      expect(commandsOf(page('scale.ko.md'))).toEqual(commands);
      for (const block of commands) run(block);
      expect(wasAsked()).toContain('docker compose --project-directory . -f deploy/docker-compose.scale.yml up --build -d');
      expect(statSync(join(home, '.env')).mode & 0o077).toBe(0);
      const env = parseEnv(readFileSync(join(home, '.env'), 'utf8'));
      const passwords = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'S3_SECRET_ACCESS_KEY', 'GRAFANA_PASSWORD'].map((name) => env[name] ?? '');
      expect(new Set(passwords.filter((password) => /^[0-9a-f]{48}$/.test(password))).size).toBe(4);
      expect(wasAsked()).toContain('npm run tableorder -- migrate-data --to target.env');
      const target = { ...parseEnv(readFileSync(join(home, 'target.env'), 'utf8')), JWT_SECRET_KEY: env.JWT_SECRET_KEY };
      expect(loadConfig(target)).toMatchObject({ database: { kind: 'postgres' }, files: { kind: 's3', bucket: 'tableorder' } });
    });

    it('runs for containers on one machine, in public and in development, in both languages alike', () => {
      const commands = commandsOf(page('containers.md'));
      expect(commandsOf(page('containers.ko.md'))).toEqual(commands);
      for (const block of commands) {
        if (block.includes('docker-compose.prod.yml')) writeFileSync(join(home, '.env'), 'SERVER_NAME=shop.example.com\n', { flag: 'a' });
        run(block);
      }
      for (const up of [
        'docker compose up --build -d',
        '-f deploy/docker-compose.prod.yml up --build -d',
        '-f deploy/docker-compose.dev.yml up --build',
      ])
        expect(wasAsked()).toContain(up);
      expect(statSync(join(home, 'deploy/tls/privkey.pem')).mode & 0o777).toBe(0o400);
    });
  },
);
