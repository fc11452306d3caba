import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, sitDown, test } from './shop-test.ts';

const ASSETS = join(import.meta.dirname, '../../frontend/dist/assets/guest');
const LEAST_BYTES = 20_000;
const MOST_BYTES = 60_000;
const MOST_IN_ALL = 85_000;

test('the guest’s first page needs less than 60 kB of JavaScript as it is sent; sheets and search follow it', async ({ page, shop }) => {
  await sitDown(page, shop, 3);
  await page.waitForLoadState('load');
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/guest-rest-')));
  const scripts = await page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    // The page says in its template what its first screen runs on; its language and what starts it stand beside it.
    const template = document.querySelector<HTMLTemplateElement>('template#app');
    const named = [...(template?.content.querySelectorAll('[src], [href]') ?? [])].map(
      (tag) => tag.getAttribute('src') ?? tag.getAttribute('href'),
    );
    const isFirst = (name: string) => name.includes('/start-later-') || named.includes(new URL(name).pathname);
    return files
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({ first: isFirst(name), bytes: encodedBodySize }));
  });
  const sum = (all: readonly { readonly bytes: number }[]) => all.reduce((total, { bytes }) => total + bytes, 0);
  const first = sum(scripts.filter((script) => script.first));
  console.log(
    `guest’s first page: ${(first / 1000).toFixed(1)} kB of JavaScript, ${(sum(scripts) / 1000).toFixed(1)} kB with what follows it`,
  );
  expect(first).toBeGreaterThan(LEAST_BYTES);
  expect(first).toBeLessThan(MOST_BYTES);
  expect(sum(scripts)).toBeLessThan(MOST_IN_ALL);
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
