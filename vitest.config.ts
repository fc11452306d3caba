import { defineConfig } from 'vitest/config';
import { preact } from './frontend/vite.config.ts';

/** Node's own rules for each package; screens say in their first line that they want a DOM. */
const project = (name: string, include: string[], more = {}) => ({ test: { name, include, ...more } });

const WRITTEN_BY_THE_SERVER = 'frontend/src/guest/server.test.tsx';

export default defineConfig({
  test: {
    // Databases, processes and password checks are waited for: one worker fewer than processors would leave half of two idle.
    maxWorkers: '100%',
    projects: [
      project('contract', ['contract/src/**/*.test.ts']),
      // A test of the walk opens shops with people of each role, on a disk that syncs: seconds on a busy machine.
      project('backend', ['backend/{src,test,demo}/**/*.test.ts'], { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('frontend', ['frontend/**/*.test.{ts,tsx}'], { exclude: [WRITTEN_BY_THE_SERVER], testTimeout: 30_000 }),
      // By preact, as the built server does.
      {
        resolve: { alias: preact },
        ...project('guest-page', [WRITTEN_BY_THE_SERVER], { server: { deps: { inline: true } } }),
      },
      project('scripts', ['scripts/**/*.test.ts']),
      project('deploy', ['deploy/**/*.test.ts']),
      // Alone, after the others: it measures itself against the clock and needs the machine.
      project('durability', ['e2e/durability/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 60_000,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
});
