import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';

/** A Chromium that comes with the packages, so that no browser need be installed; another one by its path. */
const executablePath = process.env.CHROMIUM_PATH?.trim() || (await chromium.executablePath());

export default defineConfig({
  testDir: 'journeys',
  testMatch: '*.test.ts',
  outputDir: '../test-results',
  // One shop and one browser at a time: figures are taken here.
  workers: 1,
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
