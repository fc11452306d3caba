import type { Db } from '../infra/db/db.ts';
import type { TableShape } from '../infra/db/schema-page.ts';
import type { Files } from '../infra/files/files.ts';
import { isHalf, markHalf, unmarkHalf } from './half-made.ts';
import { copyPictures } from './move-pictures.ts';
import { copyRows, MOVING } from './move-rows.ts';

/** Why nothing was moved, or not to its end, in one line for the operator. */
export class NotMoved extends Error {
  override name = 'NotMoved';
}

export interface Move {
  readonly from: Db;
  readonly to: Db;
  /** Null when the pictures stay where they are. */
  readonly pictures: { readonly from: Files; readonly to: Files } | null;
  readonly tables: readonly TableShape[];
  /** A server uses the source: what is copied is not the last word. */
  readonly running: boolean;
  /** Whether a server has come to use the source meanwhile. */
  readonly inUse: () => Promise<boolean>;
  readonly say: (line: string) => void;
}

/** How often what differs is mended before it is given up: a copied order makes the database forget figures that were copied before it. */
const ROUNDS = 4;

async function mark(to: Db): Promise<void> {
  if (await isHalf(to, MOVING)) return;
  const [store] = await to.find((query) => query.selectFrom('stores').select('id').limit(1));
  if (store) throw new NotMoved('there is a shop in the target already, which was not begun to be moved there: give an empty database');
  await to.inServer((trx) => markHalf(trx, MOVING));
}

/**
 * Moves a shop's rows and pictures. While its server runs they are copied ahead; once it is stopped what changed since is copied, everything
 * is compared, row by row and byte by byte, and only then a server may start on the target. What was broken off goes on where it was.
 */
export async function moveShop({ from, to, pictures, tables, running, inUse, say }: Move): Promise<'ahead' | 'done'> {
  await mark(to);
  for (let round = 1; ; round += 1) {
    const changed = await copyRows(from, to, tables, () => {});
    say(`rows: ${changed === 0 ? 'all are the same' : `${changed} copied`}`);
    if (running || changed === 0) break;
    if (round === ROUNDS)
      throw new NotMoved(`${changed} rows differ each time they are copied: does something write to the source or the target?`);
  }
  if (pictures) {
    const { pictures: all, changed } = await copyPictures(pictures.from, pictures.to, running ? 'sizes' : 'bytes');
    say(`pictures: ${all}, ${changed} copied`);
    if (!running && (await copyPictures(pictures.from, pictures.to, 'bytes')).changed > 0)
      throw new NotMoved('pictures differ after they were copied: look at where they are kept');
  }
  if (running) return 'ahead';
  if (await inUse()) throw new NotMoved('a server was started on the source meanwhile: stop it and run this again');
  await to.inServer((trx) => unmarkHalf(trx, MOVING));
  return 'done';
}
