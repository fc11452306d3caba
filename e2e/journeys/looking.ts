import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type { Locale } from '@tableorder/contract/locale';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 780 };
const LARGE = [
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
];
/** Each language looks with other eyes, so that the four together see every screen in both lights at both widths. */
export const PASSES = [
  { locale: 'ko', colorScheme: 'light', viewport: PHONE },
  { locale: 'en', colorScheme: 'dark', viewport: WIDE },
  { locale: 'ja', colorScheme: 'dark', viewport: PHONE },
  { locale: 'zh', colorScheme: 'light', viewport: WIDE },
] as const satisfies readonly { locale: Locale; colorScheme: 'light' | 'dark'; viewport: typeof WIDE }[];

/** What the shop itself wrote may stand on a screen in any language. */
export class ShopWords {
  readonly #said = new Set<string>();

  listenTo(context: BrowserContext): void {
    context.on('response', async (response) => {
      if (!response.url().includes('/api/') || !response.headers()['content-type']?.includes('json')) return;
      this.#take(await response.json().catch(() => null));
    });
  }

  #take(value: unknown): void {
    if (typeof value === 'string') {
      if (/\p{Script=Hangul}/u.test(value)) this.#said.add(value);
    } else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) this.#take(inner);
  }

  strip(text: string): string {
    const longestFirst = [...this.#said].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((left, said) => left.replaceAll(said, ''), text);
  }
}

/** Everything said on the page, to the eye and to a reader, but not what is marked as another language's own. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    const said = new Set<string>();
    const here = document.documentElement.lang;
    const foreign = (element: Element) => element.closest('[lang]')?.getAttribute('lang') !== here;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement, nodeValue } = node;
      if (parentElement?.checkVisibility() && !foreign(parentElement)) said.add(nodeValue ?? '');
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      for (const element of root.querySelectorAll(`[${name}]`)) if (!foreign(element)) said.add(element.getAttribute(name) ?? '');
    return [...said];
  });

/** What a thumb would miss: less than 44 px either way, whatever reaches beyond the box counted in. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('dialog[open]:modal') ?? document.body;
    const found: string[] = [];
    for (const element of root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [role="button"]')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
      // Words in a sentence, and what only its button reaches.
      if (element.closest('[inert], p') || element.tabIndex === -1) continue;
      const field = element instanceof HTMLInputElement && ['radio', 'checkbox', 'file'].includes(element.type);
      const target = field ? (element.labels?.[0] ?? element) : element;
      const box = target.getBoundingClientRect();
      if (box.width === 0 || (box.width >= 44 && box.height >= 43.5)) continue;
      target.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = target.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const reached = [
        [x - 21.5, y],
        [x + 21.5, y],
        [x, y - 21.5],
        [x, y + 21.5],
      ].every(([px = 0, py = 0]) => target.contains(document.elementFromPoint(px, py)));
      if (!reached) found.push(`${Math.round(width)}×${Math.round(height)} ${target.outerHTML.slice(0, 120)}`);
    }
    return found;
  });

const wider = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Screens of which the head and the frame are looked at too. */
const WHOLE = new Set(['board', 'tickets', 'pass', 'unseen', 'warned']);

interface Looking {
  readonly page: Page;
  readonly pass: (typeof PASSES)[number];
  readonly words: ShopWords;
}

/** What listens for another width has acted, and it is drawn. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** With PICTURES=folder each screen that is looked at is kept there, to be looked at by people. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\w-]+/g, '-')}.png`) });
}

/** Looks at a screen with every eye: nothing beside it, nothing axe finds, nothing a thumb would miss, no word of another language. */
export async function look({ page, pass, words }: Looking, name: string): Promise<void> {
  const { locale, colorScheme, viewport } = pass;
  // English has the longest words of the four.
  for (const size of locale === 'en' ? [WIDE, ...LARGE, PHONE] : [WIDE, PHONE]) {
    await page.setViewportSize(size);
    expect.soft(await wider(page), `${name}, ${locale}, ${size.width}: pixels beside the screen`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(viewport);
  await drawn(page);
  await keepPicture(page, `staff ${name} ${locale} ${colorScheme} ${viewport.width}`);
  const include = (await page.locator('dialog[open]').count()) > 0 ? 'dialog[open]' : WHOLE.has(name) ? 'body' : 'main';
  const { violations } = await new AxeBuilder({ page }).include(include).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  expect.soft(found, `${name}, ${locale}, ${colorScheme}, ${viewport.width}`).toEqual([]);
  if (viewport === PHONE) expect.soft(await smallTargets(page), `${name}, ${locale}: too small to press`).toEqual([]);
  if (locale === 'ko') return;
  const wrong = (await textsOf(page)).map((text) => words.strip(text)).filter((text) => /\p{Script=Hangul}/u.test(text));
  expect.soft(wrong, `${name}: Korean among ${locale}`).toEqual([]);
}

/** The languages of a device are its own: set as its owner would have, before the app starts. */
export async function speak(page: Page, { locale, colorScheme }: (typeof PASSES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate((chosen) => localStorage.setItem('tableorder.locale', chosen), locale);
  await page.reload();
}
