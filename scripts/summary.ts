import { styleText } from 'node:util';
import type { Shop } from './demo-sign-in.ts';

export interface Facts {
  readonly shop: Shop;
  /** The frontend on this machine, and as the shop's network sees it. */
  readonly local: string;
  readonly lan: string | null;
  readonly data: string;
  /** The one-time token, when the backend printed one. */
  readonly setupToken: string | null;
  readonly readyAfterS: number;
  readonly development: boolean;
}

type Line = readonly [label: string, text: string] | null;

const address = (text: string): string => styleText('cyan', text);
const strong = (text: string): string => styleText('bold', text);

/** A path on this machine and, below it, on the network. */
const both = (label: string, path: string, { local, lan }: Facts): readonly Line[] => [
  [label, address(`${local}${path}`)],
  ...(lan ? [['', address(`${lan}${path}`)] as const] : []),
];

function guest(facts: Facts): readonly Line[] {
  const { shop } = facts;
  if (shop.kind === 'demo') return both(`Guest, table ${shop.tableNumber}`, shop.guestPath, facts);
  if (shop.kind === 'own') return both('Guest tablet', '/pair', facts);
  return [];
}

function signIn({ shop, setupToken }: Facts): readonly Line[] {
  if (shop.kind === 'demo') {
    const { store, username, password } = shop.signIn;
    return [['', `store ${strong(store)}   user ${strong(username)}   password ${strong(password)}`]];
  }
  if (shop.kind === 'own') return [['', 'sign in with your own password']];
  return [
    ['', setupToken ? `opens the set-up; its one-time token: ${strong(setupToken)}` : 'opens the set-up, with the SETUP_TOKEN you gave'],
  ];
}

/** The display in the kitchen, with the demo's cook. A shop of one's own has its own cooks. */
function kitchen(facts: Facts): readonly Line[] {
  const { shop } = facts;
  if (shop.kind === 'none') return [];
  const cook = shop.kind === 'demo' ? shop.signIn.kitchen : undefined;
  const said = cook ? [['', `user ${strong(cook.username)}   password ${strong(cook.password)}`] as const] : [];
  return [...both('Kitchen display', '/kitchen', facts), ...said];
}

/** What a person needs to know after the start, and nothing else. */
export function summary(facts: Facts): string {
  const { local, data, readyAfterS, development } = facts;
  const how = development ? 'development, reloads what you change' : `ready after ${readyAfterS.toFixed(1)} s`;
  const lines: readonly Line[] = [
    ...guest(facts),
    ...both('Staff board', '/staff', facts),
    ...signIn(facts),
    ...kitchen(facts),
    null,
    ['Interface', address(`${local}/docs`)],
    ['Data', data],
    ['Stop', 'Ctrl-C'],
  ];
  const width = Math.max(...lines.map((line) => line?.[0].length ?? 0));
  const body = lines.map((line) => (line ? `  ${styleText('dim', line[0].padEnd(width))}   ${line[1]}` : ''));
  return ['', `  ${strong('tableorder')} ${styleText('dim', how)}`, '', ...body, ''].join('\n');
}
