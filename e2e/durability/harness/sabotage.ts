import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleBackend, type Plugin } from '../../../scripts/build.ts';

/** A change of the product's source that breaks one promise. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly changes: readonly { readonly from: string; readonly to: string }[];
}

const ROOT = join(import.meta.dirname, '../../..');
const KNOWN = 'const known = await findKnown(trx, storeId, who, key);';

export const SABOTAGES = {
  'no sync': {
    name: 'no-sync',
    file: 'backend/src/infra/db/sqlite-connection.ts',
    changes: [{ from: "pragma('synchronous = FULL')", to: "pragma('synchronous = OFF')" }],
  },
  'the key remembered beside the transaction': {
    name: 'loose-key',
    file: 'backend/src/features/orders/orders.commands.ts',
    changes: [
      { from: 'export function placeOrder(', to: 'const kept = new Map();\nexport function placeOrder(' },
      { from: KNOWN, to: 'const known = kept.get(scopeOf(who) + key);' },
      {
        from: '      key,\n      bodyHash,\n      at,\n    });',
        to: '      key: newId(),\n      bodyHash,\n      at,\n    });\n    trx.afterCommit(() => kept.set(scopeOf(who) + key, { id, body_hash: bodyHash }));',
      },
    ],
  },
  'a query without the store': {
    name: 'no-store',
    file: 'backend/src/features/orders/orders.filed.sql.ts',
    changes: [
      { from: ".where('store_id', '=', storeId).where('ended_at', 'is', null)", to: ".where('ended_at', 'is', null)" },
      { from: "    .where('orders.store_id', '=', storeId)\n", to: '' },
    ],
  },
} as const satisfies Readonly<Record<string, Sabotage>>;

/** The backend with that change; gives the program's file. Throws where the source no longer holds what is to be changed. */
export async function buildSabotaged({ name, file, changes }: Sabotage): Promise<string> {
  const path = join(ROOT, file);
  const source = await readFile(path, 'utf8');
  for (const { from } of changes) if (!source.includes(from)) throw new Error(`${file} no longer holds ${JSON.stringify(from)}`);
  const contents = changes.reduce((text, { from, to }) => text.replace(from, () => to), source);
  const plugin: Plugin = {
    name,
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, (args) => (args.path === path ? { contents, loader: 'ts' } : null));
    },
  };
  const outdir = join(ROOT, 'backend/dist', name);
  await bundleBackend(outdir, [plugin]);
  return join(outdir, 'main.js');
}
