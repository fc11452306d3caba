import { createHash } from 'node:crypto';
import type { Endpoint } from '@tableorder/contract/endpoint';
import { catalogue, type ProblemKey, problemType } from '@tableorder/contract/problem';

/** What a client can do about it, by status; the title says what it is. */
const MEANING: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood as it is. Repeating it unchanged gives the same answer; <code>errors</code> points at the fields.',
  401: 'Nobody valid is behind the request. Sign in (again), then repeat it.',
  403: 'The request is understood and refused to this caller. Another role or another secret is needed.',
  404: 'There is nothing at this address for this caller. What belongs to somebody else looks exactly the same.',
  409: 'The request conflicts with how things stand now. <code>params</code> says how they stand; nothing was changed.',
  413: 'More was sent than is taken here. Nothing was kept.',
  415: 'The body is of a kind that is not taken here. Nothing was kept.',
  422: 'The key was used for a request with another body. Use a new key for a new request.',
  429: 'Wait for as many seconds as <code>Retry-After</code> says, then repeat the request.',
  500: 'Something went wrong that should not. <code>instance</code> names the request for whoever reads the log.',
  503: 'It is not possible right now. Wait for as many seconds as <code>Retry-After</code> says, then repeat the request with the same key.',
};

const STYLE = `
:root { color-scheme: light dark; --ink: #1d1b18; --soft: #6b655d; --line: #e4dfd7; --paper: #fdfcfa; --tint: #f4f1eb; --link: #8a3b12; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --soft: #a39c92; --line: #38342f; --paper: #191715; --tint: #24211e; --link: #f0a878; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.25rem 0 1rem; text-wrap: balance; }
h2 { font-size: 1rem; margin: 2.25rem 0 0.5rem; }
nav, .type { color: var(--soft); font-size: 0.9rem; }
.type { margin: 2rem 0 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre { font: 0.88em/1.55 ui-monospace, monospace; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1rem; overflow-x: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 0.85rem; }
th, td { padding: 0.45rem 1.25rem 0.45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
ul { padding-left: 1.1rem; }
li { margin: 0.35rem 0; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--soft); }
`;

/** Only this style, nothing else: no script, no picture, no form, no frame. */
export const PROBLEM_PAGE_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const code = (text: string) => `<code>${escaped(text)}</code>`;

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
}

/** A schema in a few words. */
function said(shape: Shape): string {
  if (shape.anyOf) return shape.anyOf.map(said).join(' or ');
  if (shape.enum) return shape.enum.map(code).join(', ');
  if (shape.items) return `list of ${said(shape.items)}`;
  if (shape.properties) return `object { ${Object.keys(shape.properties).map(code).join(', ')} }`;
  const range = shape.minimum !== undefined && shape.maximum !== undefined ? `, ${shape.minimum} to ${shape.maximum}` : '';
  return `${escaped(shape.description ?? shape.type ?? 'any')}${range}`;
}

function paramsPart(params: Shape): string {
  const fields = Object.entries(params.properties ?? {});
  if (fields.length === 0) return '<h2>Params</h2><p>None.</p>';
  const rows = fields.map(([name, shape]) => `<tr><td>${code(name)}</td><td>${said(shape)}</td></tr>`).join('\n');
  return `<h2>Params</h2><div class="wide"><table><tr><th>name</th><th>what it is</th></tr>\n${rows}\n</table></div>
<details><summary>JSON Schema</summary><pre>${escaped(JSON.stringify(params, null, 2))}</pre></details>`;
}

const keys = Object.keys(catalogue) as ProblemKey[];

export const isProblemKey = (text: string): text is ProblemKey => Object.hasOwn(catalogue, text);

/** The page that a problem's `type` leads to. */
export function problemPage(key: ProblemKey, endpoints: readonly Endpoint[]): string {
  const { title, status, params } = catalogue[key];
  const givers = endpoints.filter(({ problems }) => problems.includes(key));
  const names = Object.keys((params as Shape).properties ?? {});
  const carried = names.length > 0 ? { params: Object.fromEntries(names.map((name) => [name, '…'])) } : {};
  const example = { type: problemType(key), title, status, instance: '/requests/0199…', ...carried };
  const given = givers.length
    ? `<ul>${givers.map(({ method, path, summary }) => `<li>${code(`${method} ${path}`)}<br>${escaped(summary)}</li>`).join('\n')}</ul>`
    : '<p>Any address can give it.</p>';
  return page(
    `${title} · ${status}`,
    `<nav><a href="/problems">All problems</a> · <a href="/docs">Interface</a></nav>
<p class="type">${code(problemType(key))} · status ${status}</p>
<h1>${escaped(title)}</h1>
<p>${MEANING[status] ?? ''}</p>
${paramsPart(params as Shape)}
<h2>On the wire</h2><pre>${escaped(JSON.stringify(example, null, 2))}</pre>
<h2>Declared by</h2>${given}`,
  );
}

/** All problems, by status. */
export function problemsPage(): string {
  const byStatus = [...Map.groupBy(keys, (key) => catalogue[key].status)].sort(([a], [b]) => a - b);
  const sections = byStatus.map(
    ([status, found]) =>
      `<h2>${status}</h2><div class="wide"><table>${found
        .sort()
        .map((key) => `<tr><td><a href="${problemType(key)}">${code(key)}</a></td><td>${escaped(catalogue[key].title)}</td></tr>`)
        .join('\n')}</table></div>`,
  );
  return page(
    'Problems',
    `<nav><a href="/docs">Interface</a></nav><h1>Problems</h1>
<p>Every refusal is a problem document (RFC 9457) whose <code>type</code> is one of these addresses.</p>${sections.join('\n')}`,
  );
}
