import type { Config } from '../config.ts';

/** Where the pictures are, in an operator's words. */
export const placeOfPictures = (files: Config['files']): string =>
  files.kind === 'local' ? files.dir : `the bucket ${files.bucket} at ${files.endpoint}`;
