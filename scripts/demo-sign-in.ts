import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { adminLogin, logout } from '@tableorder/contract/access';
import { getSetup } from '@tableorder/contract/stores';
import { listTables, readQr } from '@tableorder/contract/tables';

export interface DemoSignIn {
  readonly store: string;
  readonly username: string;
  readonly password: string;
  /** Of the cook; missing in what an older version kept. */
  readonly kitchen?: { readonly username: string; readonly password: string };
}

/** What is known of the shop behind a running backend. */
export type Shop =
  /** The demo's sign-in still holds; `guestPath` is the first table's QR link. */
  | { readonly kind: 'demo'; readonly signIn: DemoSignIn; readonly guestPath: string; readonly tableNumber: number }
  | { readonly kind: 'own' }
  | { readonly kind: 'none' };

export function keepDemoSignIn(file: string, { store, username, password, kitchen }: DemoSignIn): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ store, username, password, kitchen }, null, 2)}\n`, { mode: 0o600 });
}

function kept(file: string): DemoSignIn | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn;
  } catch {
    console.error(`${file} can't be read; the demo's sign-in is not shown`);
    return null;
  }
}

const asJson = { 'content-type': 'application/json' };

async function firstTable(backend: string, token: string): Promise<{ guestPath: string; tableNumber: number } | null> {
  const headers = { authorization: `Bearer ${token}` };
  const get = async <T>(path: string) => (await (await fetch(`${backend}${path}`, { headers })).json()) as T;
  const [table] = (await get<{ items: { id: string; number: number }[] }>(listTables.path)).items;
  if (!table) return null;
  const { path } = await get<{ path: string }>(readQr.path.replace('{tableId}', table.id));
  return { guestPath: path, tableNumber: table.number };
}

async function tryDemo(backend: string, signIn: DemoSignIn): Promise<Shop | null> {
  const { store, username, password } = signIn;
  const body = JSON.stringify({ store, username, password });
  const answer = await fetch(`${backend}${adminLogin.path}`, { method: 'POST', headers: asJson, body });
  if (!answer.ok) return null;
  const { token } = (await answer.json()) as { token: string };
  const table = await firstTable(backend, token);
  await fetch(`${backend}${logout.path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  return table && { kind: 'demo', signIn, ...table };
}

/** Asks the running backend: the demo's sign-in is only shown when it lets somebody in. */
export async function findShop(backend: string, file: string): Promise<Shop> {
  const { required } = (await (await fetch(`${backend}${getSetup.path}`)).json()) as { required: boolean };
  if (required) return { kind: 'none' };
  const signIn = kept(file);
  return (signIn && (await tryDemo(backend, signIn))) ?? { kind: 'own' };
}
