// What must stand before any npm script: the packages of the lock file, installed by the project's own Node.
// Runs on whatever Node the machine has (20 or newer), imports nothing that is not Node's, and does nothing when all is in place.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = readFileSync(join(root, 'package-lock.json'));
const stampFile = join(root, 'node_modules', '.tableorder-installed');
const stamp = createHash('sha256').update(lock).digest('hex');
const npmCli = process.env.npm_execpath;

const bin = (dir) => join(dir, 'node_modules', '.bin');
const npm = (args, path) =>
  npmCli
    ? execFileSync(join(path, 'node'), [npmCli, ...args], {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, PATH: path + delimiter + process.env.PATH },
      })
    : execFileSync('npm', args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path + delimiter + process.env.PATH } });

if (!(existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)) {
  console.log('tableorder: installing packages (once; about a minute) …');
  // npm picks platform packages by the Node that runs it: under an older Node it silently leaves out native ones.
  let path = dirname(process.execPath);
  if (Number(process.versions.node.split('.')[0]) < 24) {
    const home = join(root, '.cache', 'node');
    if (!existsSync(join(bin(home), 'node'))) {
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
      execFileSync(
        'npm',
        ['install', '--prefix', home, '--no-audit', '--no-fund', '--loglevel=error', `node@${manifest.devDependencies.node}`],
        { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' },
      );
    }
    path = bin(home);
  }
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], path);
  writeFileSync(stampFile, stamp);
}
