/** What a database file holds, told at one point in time. */
export interface Contents {
  /** How many of the program's migrations it has. */
  readonly version: number;
  readonly epoch: string | null;
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Copies of a database that is one file. Looking at a large one stops the whole process for seconds: not for the server itself. */
export interface Copies {
  /** How large a copy will be. Throws `CannotOpenDatabase` when there is no database. */
  bytes(): number;
  /** Copies to a new file, also while others write: one consistent point, whose contents are told. Throws `DamagedDatabase`. */
  copyTo(file: string): Promise<Contents>;
  /** Looks through every page, index and reference of a file that nobody uses. Throws `DamagedDatabase`. */
  inspect(file: string): Contents;
  /** Keeps every other process from using the file, also before it is there. Throws `CannotOpenDatabase` while one does. */
  own(file: string): { close(): void };
}

/** Something in the file is not as SQLite left it. */
export class DamagedDatabase extends Error {
  override name = 'DamagedDatabase';
}
