import { listAudit } from '@tableorder/contract/audit';
import { arrangeTables, readLayout, removeTable, type Table, type TablePlace } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nobody, openShop, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

const at = (table: Pick<Table, 'id'>, x: number, y: number): TablePlace => ({
  tableId: table.id,
  x,
  y,
  width: 4,
  height: 3,
  shape: 'square',
});

eachDb('where tables stand', (open) => {
  let backend: Backend;
  let shop: Shop;
  let tables: Table[];
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
    tables = [await shop.table(1), await shop.table(2)];
  });
  afterEach(() => backend.close());

  const arrange = (places: TablePlace[], revision?: string) => ({
    token: shop.owner,
    body: { places, ...(revision === undefined ? {} : { revision }) },
  });
  const [first, second] = [() => tables[0] as Table, () => tables[1] as Table];

  it('is kept whole, told to the staff once, and written down with the tables that moved', async () => {
    const before = await backend.ports.events.seqNow(shop.store.id);
    const { revision } = await backend.call(readLayout, { token: shop.owner });
    const kept = await backend.call(arrangeTables, arrange([at(first(), 0, 0), at(second(), 5, 0)], revision));
    expect(await backend.call(readLayout, { token: shop.owner })).toEqual(kept);
    const moved = await backend.call(arrangeTables, arrange([at(first(), 0, 0), at(second(), 9, 2)], kept.revision));
    await backend.call(arrangeTables, arrange(moved.places, moved.revision));
    const since = await backend.ports.events.since(shop.store.id, before, 100);
    if (since.kind !== 'events') throw new Error('reset');
    expect(since.events.map(({ type, audience }) => [type, audience])).toEqual([
      ['layout_updated', 'staff'],
      ['layout_updated', 'staff'],
    ]);
    const { items } = await backend.call(listAudit, { token: shop.owner });
    expect(items.filter(({ act }) => act === 'table.layout').map(({ details }) => details)).toEqual([
      { moved: '1', tables: '2' },
      { moved: '2', tables: '1, 2' },
    ]);
  });

  it('is not saved over what somebody else arranged meanwhile: the refusal carries theirs', async () => {
    const { revision } = await backend.call(readLayout, { token: shop.owner });
    const theirs = await backend.call(arrangeTables, arrange([at(first(), 3, 3)], revision));
    const refused = await backend.refused(arrangeTables, arrange([at(first(), 8, 8)], revision));
    expect(refused).toMatchObject({ status: 409, type: '/problems/table/layout-changed', params: { layout: theirs } });
    expect(await backend.call(readLayout, { token: shop.owner })).toEqual(theirs);
  });

  it('refuses a table beyond the plan, one named twice, and one of nobody; a removed one is gone from it', async () => {
    expect((await backend.refused(arrangeTables, arrange([at(first(), 22, 0)]))).errors).toEqual([
      { pointer: '/places/0/x', rule: 'maximum' },
    ]);
    const twice = await backend.refused(arrangeTables, arrange([at(first(), 0, 0), at(first(), 5, 0)]));
    expect(twice.errors).toEqual([{ pointer: '/places/1/tableId', rule: 'unique' }]);
    expect((await backend.refused(arrangeTables, arrange([at({ id: nobody }, 0, 0)]))).status).toBe(404);
    await backend.call(arrangeTables, arrange([at(first(), 0, 0), at(second(), 5, 0)]));
    await backend.call(removeTable, { token: shop.owner, params: { tableId: second().id } });
    expect((await backend.call(readLayout, { token: shop.owner })).places).toEqual([at(first(), 0, 0)]);
  });
});
