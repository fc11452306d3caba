import type { Page } from '@playwright/test';
import { REFERENCE_MS, referenceWork } from '../frontend/test/reference-machine.ts';

/**
 * From now on the page has an old device's processor, this many times slower than this machine, but never slower than that many times the
 * reference machine: one that is itself slower is slowed by less, so that the device is the same on it.
 */
export async function slowDown(page: Page, times: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const rate = Math.max(1, Math.min(times, (times * REFERENCE_MS) / (await page.evaluate(referenceWork))));
  await client.send('Emulation.setCPUThrottlingRate', { rate });
}
