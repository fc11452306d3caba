import type { APP_TEMPLATE, Rendered } from './src/guest/server.tsx';

const APP: typeof APP_TEMPLATE = 'app';
const TEMPLATE = `<template id="${APP}">`;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** The built page of the app with its first screen in it, and `preload`, as HTML, before the app. Functions replace: a `$&` in a dish's name is only that. */
export function fillPage(template: string, { html, lang, title, description, data, noscript }: Rendered, preload = ''): string {
  const meta = `<meta name="description" content="${escaped(description)}" />`;
  return template
    .replace(/<meta name="description"[^>]*>/, () => meta)
    .replace(/<html lang="[^"]*"/, () => `<html lang="${lang}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(TEMPLATE, () => `${TEMPLATE}${preload}`)
    .replace(/<noscript>[^<]*<\/noscript>/, () => `<noscript>${noscript}</noscript>`)
    .replace('<div id="root"></div>', () => `<div id="root">${html}</div>${data}`);
}

const STYLESHEETS = /\s*<link rel="stylesheet"[^>]* href="([^"]+)"[^>]*>/g;

/** The addresses of the page's stylesheets, in their order. */
export const stylesheetsOf = (template: string): string[] => [...template.matchAll(STYLESHEETS)].flatMap(([, address]) => address ?? []);
const APP_TAGS = /\s*<(?:script type="module"[^>]*><\/script>|link rel="modulepreload"[^>]*>)/g;
/**
 * The page is written already: its pictures have the line before the app, which waits in a template until `start` (the address of
 * `src/guest/start-later.ts`, built) brings it.
 */
export function appLater(template: string, start: string): string {
  const app = [...template.matchAll(APP_TAGS)].map(([tag]) => tag.trim()).join('');
  return template
    .replaceAll(APP_TAGS, '')
    .replace('</body>', () => `${TEMPLATE}${app}</template><script type="module" src="/${start}"></script></body>`);
}
export const withStyleInside = (template: string, css: string): string =>
  template.replaceAll(STYLESHEETS, '').replace('</head>', () => `<style>${css}</style></head>`);

/** A page without scripts, whole. */
export const bareHtml = ({ html, lang, title, description }: Rendered, css: string): string =>
  `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="format-detection" content="telephone=no" />
<title>${escaped(title)}</title>
<meta name="description" content="${escaped(description)}" />
<link rel="icon" href="/icon.svg" type="image/svg+xml" />
<style>${css}</style>
</head>
<body>${html}</body>
</html>
`;
