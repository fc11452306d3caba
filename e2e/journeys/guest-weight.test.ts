import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, sitDown, test } from './shop-test.ts';

const ASSETS = join(import.meta.dirname, '../../frontend/dist/assets/guest');
const MOST_BYTES = 120_000;

test('the guest’s first page needs less than 120 kB of JavaScript as it is sent', async ({ page, shop }) => {
  const sent: { path: string; bytes: number }[] = [];
  const sizes: Promise<void>[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!path.endsWith('.js')) return;
    const add = async () => void sent.push({ path, bytes: (await response.request().sizes()).responseBodySize });
    sizes.push(add());
  });
  await sitDown(page, shop, 3);
  await page.locator('main img').first().waitFor();
  await Promise.all(sizes);
  const bytes = sent.reduce((total, file) => total + file.bytes, 0);
  console.log(`guest’s first page: ${(bytes / 1000).toFixed(1)} kB of JavaScript in ${sent.length} files`);
  expect(sent.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

test('no staff code is in the guest’s bundle', async () => {
  const files = (await readdir(ASSETS)).filter((name) => name.endsWith('.js'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const code = await readFile(join(ASSETS, file), 'utf8');
    // Every address staff use, and every word their screens say.
    expect(code, file).not.toContain('/api/admin/');
    expect(code, file).not.toMatch(/["'`]staff\.[a-z-]+\./);
  }
});
