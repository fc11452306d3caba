import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesOfContext, readStages, type Stage } from './dockerfile.ts';

// Where no container engine runs: each stage of the Dockerfile on an overlay over this machine (Debian, as the image), its own steps and
// no others. `node deploy/rehearse.ts FOLDER` as root; leaves FOLDER/<stage>/upper, the tree each stage adds, and says how big it is.
// Some 1.5 GB of memory until `umount FOLDER`.
const root = dirname(import.meta.dirname);
const home = resolve(process.argv[2] ?? '');
const stages = readStages(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));
const files = filesOfContext(root);
const upperOf = (name: string): string => join(home, name, 'upper');

/** The stages a stage stands on, the lowest first. */
function stagesBelow({ from }: Stage): Stage[] {
  const below = stages.find(({ name }) => name === from);
  return below ? [...stagesBelow(below), below] : [];
}

/** The overlay's lower folders, nearest first. */
const lowerOf = (stage: Stage): string[] => [
  ...stagesBelow(stage)
    .map(({ name }) => upperOf(name))
    .reverse(),
  join(home, 'node-image'),
  '/',
];

function run(stage: Stage, workdir: string, command: string): void {
  const merged = join(home, stage.name, 'merged');
  const options = `lowerdir=${lowerOf(stage).join(':')},upperdir=${upperOf(stage.name)},workdir=${join(home, stage.name, 'work')}`;
  const script = `set -e
    mount -t overlay overlay -o ${options} ${merged}
    mount --bind /proc ${merged}/proc; mount --bind /dev ${merged}/dev
    exec chroot ${merged} /bin/sh -ec 'cd "$0"; eval "$1"' "$0" "$1"`;
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
  const { status } = spawnSync('unshare', ['-m', 'sh', '-c', script, workdir, command], { env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${stage.name}: ${command} ended with ${status}`);
}

/** A path of a finished stage in each layer that has it, to be laid over each other. Nothing we copy was removed from a lower layer. */
function layersOf(name: string, path: string): string[] {
  const stage = stages.find((one) => one.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return [...stagesBelow(stage), stage].map((one) => join(upperOf(one.name), path)).filter((place) => existsSync(place));
}

function copy(stage: Stage, workdir: string, rest: string): void {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const given = words.pop() ?? '';
  const target = join(upperOf(stage.name), resolve(workdir, given));
  for (const source of words) {
    // The one wildcard that the Dockerfile uses: within a name.
    const named = new RegExp(`^${source.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
    const picked = files.filter((path) => source === '.' || named.test(path) || path.startsWith(`${source}/`));
    const places = from === undefined ? picked.map((path) => join(root, path)) : layersOf(from, source);
    if (places.length === 0) throw new Error(`${stage.name}: nothing to copy for ${source}`);
    for (const place of places) {
      const isFolder = from === undefined ? !picked.some((path) => named.test(path)) : statSync(place).isDirectory();
      const within = from === undefined && isFolder ? place.slice(join(root, source).length) : '';
      const into = isFolder ? join(target, within) : given.endsWith('/') ? join(target, place.slice(place.lastIndexOf('/'))) : target;
      mkdirSync(dirname(into), { recursive: true });
      cpSync(place, into, { recursive: true, verbatimSymlinks: true, force: true });
    }
  }
}

function rehearse(stage: Stage): void {
  for (const folder of ['upper', 'work', 'merged']) mkdirSync(join(home, stage.name, folder), { recursive: true });
  let workdir = '/';
  for (const below of stagesBelow(stage)) workdir = below.steps.findLast(({ word }) => word === 'WORKDIR')?.rest ?? workdir;
  for (const { word, rest } of stage.steps) {
    if (word === 'WORKDIR') {
      workdir = rest;
      mkdirSync(join(upperOf(stage.name), workdir), { recursive: true });
    } else if (word === 'COPY') copy(stage, workdir, rest);
    else if (word === 'RUN') run(stage, workdir, rest);
  }
}

if (!process.argv[2] || existsSync(home)) throw new Error('usage: node deploy/rehearse.ts FOLDER (a new one)');
mkdirSync(home, { recursive: true });
// Overlays cannot stand on overlays: memory can hold them anywhere.
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6g', 'tmpfs', home]);
mkdirSync(join(home, 'node-image/usr/local/bin'), { recursive: true });
cpSync(process.execPath, join(home, 'node-image/usr/local/bin/node'), { dereference: true });
for (const stage of stages) {
  const began = performance.now();
  rehearse(stage);
  const [size] = execFileSync('du', ['-sm', upperOf(stage.name)], { encoding: 'utf8' }).split('\t');
  console.log(`${stage.name}: ${size} MB, ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
