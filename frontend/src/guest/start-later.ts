import type { APP_TEMPLATE as Template, TAKEN_OVER as Told } from './guest-page.ts';
import type { WIDE as Wide } from './use-wide.ts';

/*
 * The script of a page that came with the menu in it. What a guest wants first is to see the dishes, so the app, which stands in
 * the page's template, is fetched when the first pictures are drawn, or at the first touch. It imports nothing: one small file.
 */
const APP_TEMPLATE: typeof Template = 'app';
const TAKEN_OVER: typeof Told = 'tableorder:taken-over';
/** A wide screen is drawn anew by the app: nothing there is worth waiting for. */
const WIDE: typeof Wide = '(min-width: 1024px)';
/** A picture that takes longer than this is not waited for. */
const AT_MOST_MS = 1_000;
const TOUCHES = ['pointerdown', 'keydown', 'focusin'] as const;

const seen = (picture: HTMLImageElement) =>
  picture.complete ||
  new Promise((resolve) => {
    for (const end of ['load', 'error']) picture.addEventListener(end, resolve, { once: true });
  });
/** A hidden page draws nothing. */
const drawn = () => document.hidden || new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function pictures(): Promise<void> {
  await Promise.all([...document.querySelectorAll<HTMLImageElement>('img[loading=eager]')].map(seen));
  await drawn();
}

const touched = new Promise((resolve) => {
  for (const touch of TOUCHES) addEventListener(touch, resolve, { once: true, passive: true });
});

/** A button pressed while nobody listened is pressed again for the app. */
let pressed: Element | null = null;
const keep = ({ target }: Event) => {
  pressed = target instanceof Element ? target.closest('button') : null;
};
document.addEventListener('click', keep, { capture: true });
document.addEventListener(
  TAKEN_OVER,
  () => {
    document.removeEventListener('click', keep, { capture: true });
    if (pressed instanceof HTMLElement && pressed.isConnected) pressed.click();
  },
  { once: true },
);

const template = document.getElementById(APP_TEMPLATE);
if (!(template instanceof HTMLTemplateElement)) throw new Error(`the page has no template #${APP_TEMPLATE}`);
if (!matchMedia(WIDE).matches) await Promise.race([pictures(), touched, new Promise((resolve) => setTimeout(resolve, AT_MOST_MS))]);
document.head.append(document.importNode(template.content, true));
