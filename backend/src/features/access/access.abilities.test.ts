import { readFileSync } from 'node:fs';
import { STAFF } from '@tableorder/contract/endpoint';
import { ABILITIES, readRoles } from '@tableorder/contract/people';
import { expect, it } from 'vitest';
import { openShop } from '../../../test/builders.ts';
import { startBackend } from '../../../test/start-backend.ts';
import { allEndpoints } from '../../http/endpoints.ts';
import { rolesPage } from '../../roles-page.ts';
import { abilitiesOf, ruleOf } from './access.abilities.ts';

const forStaff = Object.entries(allEndpoints).filter(([, { callers }]) => STAFF.some((role) => callers.includes(role)));

it('names a purpose for everything that staff may ask', () => {
  expect(forStaff.filter(([, endpoint]) => ruleOf(endpoint) === undefined).map(([name]) => name)).toEqual([]);
});

it('shows each request once, for exactly the roles it admits', () => {
  const rows = abilitiesOf(Object.values(allEndpoints));
  expect(rows.flatMap(({ endpoints }) => endpoints)).toHaveLength(forStaff.length);
  for (const { roles, endpoints } of rows)
    for (const { callers } of endpoints) expect(roles).toEqual(STAFF.filter((role) => callers.includes(role)));
  expect(new Set(rows.map(({ ability }) => ability))).toEqual(new Set(ABILITIES));
});

it('gives owners all of it, and lets no one below manage people', () => {
  const rows = abilitiesOf(Object.values(allEndpoints));
  expect(rows.filter(({ roles }) => !roles.includes('owner'))).toEqual([]);
  expect(rows.filter(({ ability }) => ability === 'people-change').map(({ roles }) => roles)).toEqual([['owner']]);
});

it('has printed docs/operations/roles.md from it (renew: node backend/src/roles-page.ts --write)', () => {
  expect(readFileSync(new URL('../../../../docs/operations/roles.md', import.meta.url), 'utf8')).toBe(rolesPage());
});

it('tells it to whoever manages, and to nobody else', async () => {
  const backend = await startBackend();
  const shop = await openShop(backend);
  const { rows } = await backend.call(readRoles, { token: shop.owner });
  expect(rows.find(({ ability }) => ability === 'order-delete')?.roles).toEqual(['owner', 'manager']);
  expect((await backend.ask('GET', readRoles.path, { token: await shop.staff('kitchen') })).status).toBe(403);
  await backend.close();
});
