import { type Plugin, parseAst } from 'vite';

/** What the browser never looks at of an endpoint: it trusts the server's answers, and the server checks what it is sent. */
const UNUSED = new Set(['summary', 'query', 'body', 'problems']);
const CONTRACT = /\/contract\/src\/[\w.-]+\.ts$/;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);
const isEndpoint = ({ type, callee }: Node): boolean => type === 'CallExpression' && isNode(callee) && callee.name === 'endpoint';

/** Of an endpoint's replies only their status is looked at, and whether they have a body. */
function bareEndpoint({ arguments: given }: Node): Edit[] {
  const [definition] = nodesIn(given);
  return nodesIn(definition?.properties).flatMap(({ key, value, start, end }): Edit[] => {
    const name = isNode(key) ? String(key.name) : '';
    if (UNUSED.has(name)) return [{ start, end, text: '...0' }];
    if (name !== 'reply' || !isNode(value)) return [];
    return nodesIn(value.properties).flatMap(({ value: body }) =>
      !isNode(body) || (body.type === 'Literal' && body.value === null) ? [] : [{ start: body.start, end: body.end, text: '1' }],
    );
  });
}

const isMade = (node: Node): boolean =>
  ['CallExpression', 'SpreadElement'].includes(node.type) || Object.values(node).some((inside) => nodesIn(inside).some(isMade));

/** A constant that is made when the module starts is not made when nobody names it. */
function editsOf(init: Node): Edit[] {
  if (isEndpoint(init)) return [{ start: init.start, end: init.start, text: '/* @__PURE__ */ ' }, ...bareEndpoint(init)];
  if (init.type === 'ArrowFunctionExpression' || !isMade(init)) return [];
  return [
    { start: init.start, end: init.start, text: '/* @__PURE__ */ (() => (' },
    { start: init.end, end: init.end, text: '))()' },
  ];
}

/** For the guest's bundle: the contract without the shapes of what its endpoints carry, which the browser makes at its start and never uses. */
export const bareContract: Plugin = {
  name: 'bare-contract',
  apply: 'build',
  enforce: 'pre',
  transform(code, id) {
    if (!CONTRACT.test(id)) return null;
    const statements = nodesIn(parseAst(code, { lang: 'ts' }).body);
    const constants = statements.flatMap((one) => nodesIn(isNode(one.declaration) ? one.declaration.declarations : one.declarations));
    const edits = constants.flatMap(({ init }) => (isNode(init) ? editsOf(init) : [])).sort((a, b) => b.start - a.start);
    return { code: edits.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code), map: null };
  },
};
