import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

export const WORKER_FILE = 'guest-worker.js';

/** What the first screen needs, in any language; fonts and pictures are kept when they were seen. */
const FILES = /^assets\/guest\/.*\.(js|css)$/;
const ALSO = ['/', '/icon.svg', '/guest.webmanifest'];

/** Tells the guest's service worker which files are its version. Another file, or the same with other content, is another version. */
export const guestWorker: Plugin = {
  name: 'guest-worker',
  apply: 'build',
  // After the page itself is written, which is one of the files.
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle[WORKER_FILE];
      const page = bundle['guest.html'];
      if (worker?.type !== 'chunk' || page?.type !== 'asset') throw new Error(`${WORKER_FILE} or guest.html is not in the build`);
      if (worker.imports.length > 0) throw new Error(`${WORKER_FILE} imports ${worker.imports.join(', ')}: it must be one file`);
      const files = Object.keys(bundle).filter((name) => FILES.test(name));
      const version = createHash('sha256')
        .update(files.sort().join())
        .update(String(page.source))
        .update(worker.code)
        .digest('hex')
        .slice(0, 12);
      const build = JSON.stringify({ version, files: [...ALSO, ...files.map((name) => `/${name}`)] });
      worker.code = worker.code.replace(/__WORKER__/g, () => `(${build})`);
    },
  },
};
