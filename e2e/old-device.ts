import type { Page } from '@playwright/test';
import { REFERENCE_MS, referenceWork } from '../frontend/test/reference-machine.ts';

/**
 * From now on the page has an old device's processor, this many times slower than the reference machine: the same device whatever machine
 * tests today. One that is itself slower than the reference is slowed by less.
 */
export async function slowDown(page: Page, times: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const rate = Math.max(1, (times * REFERENCE_MS) / (await page.evaluate(referenceWork)));
  await client.send('Emulation.setCPUThrottlingRate', { rate });
}
