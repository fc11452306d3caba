const TAKE_IT = 'give it to the user that runs the server (chown -R, chmod u+rwx)';
const ROOM = 'make room on its disk';
const ANOTHER_PATH = 'a part of its path is not a folder, or it is one: give another path in the settings';

/** What to do, by the system's word for why a place can't be written; SQLite's own words beside them. */
const ACTS: Readonly<Record<string, string>> = {
  EACCES: TAKE_IT,
  EPERM: TAKE_IT,
  SQLITE_READONLY: TAKE_IT,
  SQLITE_READONLY_DIRECTORY: TAKE_IT,
  EROFS: 'its disk is mounted read-only: look into the system’s log for why, disks that break are',
  ENOSPC: ROOM,
  EDQUOT: ROOM,
  SQLITE_FULL: ROOM,
  ENOTDIR: ANOTHER_PATH,
  EEXIST: ANOTHER_PATH,
  EISDIR: ANOTHER_PATH,
  SQLITE_CANTOPEN: ANOTHER_PATH,
  SQLITE_CANTOPEN_ISDIR: ANOTHER_PATH,
  EIO: 'its disk does not do what it is told: copy what can be read, and put another in',
  SQLITE_IOERR: 'its disk does not do what it is told: copy what can be read, and put another in',
};

export interface Unwritable {
  /** Such as `EROFS`. */
  readonly code: string;
  readonly act: string;
}

/** Why a place could not be written, when the system said so; null for an error of another kind. */
export function whyUnwritable(error: unknown): Unwritable | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // SQLite names where a disk failed it: any of them is the disk.
  const act = ACTS[code] ?? ACTS[code.replace(/^(SQLITE_[A-Z]+)_.*$/, '$1')];
  return act === undefined ? null : { code, act };
}
