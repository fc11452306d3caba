import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';

/** A Chromium that comes with the packages, so that no browser need be installed; another one by its path. */
const executablePath = process.env.CHROMIUM_PATH?.trim() || (await chromium.executablePath());

/** Journeys that hold the product to milliseconds. */
const FIGURES = ['guest-large-menu', 'kitchen-frames', 'menu-editor-figures', 'staff-screen-delay'].map((name) => `${name}.test.ts`);

export default defineConfig({
  testDir: 'journeys',
  outputDir: '../test-results',
  // What takes figures has the machine to itself: run one project after the other, not both at once.
  workers: 2,
  projects: [
    { name: 'walks', testMatch: '*.test.ts', testIgnore: FIGURES },
    { name: 'figures', testMatch: FIGURES, workers: 1 },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
