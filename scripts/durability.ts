import { parseArgs } from 'node:util';
import { FILE_SYSTEMS, type FileSystem } from '../e2e/durability/harness/disk.ts';
import { torment } from '../e2e/durability/harness/torment.ts';
import { build } from './build.ts';

/** `npm run durability -- --minutes 60 --seed N [--disk ext4|xfs]`: the long run of `e2e/durability/torment.test.ts`. Ends with 1 when a promise was broken. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    disk: { type: 'string', default: 'ext4' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const fileSystem = FILE_SYSTEMS.find((one): one is FileSystem => one === values.disk);
if (!(minutes > 0) || !Number.isSafeInteger(seed) || !fileSystem) {
  console.error(`npm run durability -- --minutes N --seed N --disk ${FILE_SYSTEMS.join('|')}`);
  process.exit(2);
}
await build({ say: (part) => console.log(`building ${part} …`) });
console.log(`seed ${seed}, ${minutes} minutes, ${fileSystem}`);
const { violations, figures } = await torment({
  seed,
  forMs: minutes * 60_000,
  stores: 2,
  tablets: 10,
  screens: 2,
  restMs: 2000,
  fileSystem,
  diskBytes: 4_000_000_000,
  say: console.log,
});
for (const { kind, what } of violations) console.log(`${kind}: ${what}`);
console.log(JSON.stringify({ minutes, fileSystem, violations: violations.length, ...figures }));
process.exit(violations.length === 0 ? 0 : 1);
