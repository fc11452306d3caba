import { defineConfig } from 'vitest/config';

/** Node's own rules for each package; screens say in their first line that they want a DOM. */
const project = (name: string, include: string[], more = {}) => ({ test: { name, include, ...more } });

export default defineConfig({
  test: {
    // Databases, processes and password checks are waited for: one worker fewer than processors would leave half of two idle.
    maxWorkers: '100%',
    projects: [
      project('contract', ['contract/src/**/*.test.ts']),
      project('backend', ['backend/{src,test,demo}/**/*.test.ts']),
      project('frontend', ['frontend/**/*.test.{ts,tsx}']),
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
