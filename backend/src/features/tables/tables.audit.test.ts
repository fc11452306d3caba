import { listAudit } from '@tableorder/contract/audit';
import { completeTable } from '@tableorder/contract/checkout';
import { changeSettings } from '@tableorder/contract/settings';
import {
  acceptJoin,
  addTable,
  arrangeTables,
  changeTable,
  makePairingCode,
  readQr,
  refuseJoin,
  removeTable,
  rotateQr,
  unpairTablets,
} from '@tableorder/contract/tables';
import { expect, it } from 'vitest';
import { openShop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { startBackend } from '../../../test/start-backend.ts';

eachDb('what staff do with tables', (open) => {
  it('stands in the book: who did it, at which table, what it was before; what was refused does not', async () => {
    const backend = await startBackend({ open });
    try {
      const shop = await openShop(backend);
      await backend.call(changeSettings, { token: shop.owner, body: { joining: 'ask' } });
      const token = await shop.staff('manager');
      const written: string[] = [];
      /** The lines that an act added, oldest first. */
      const added = async () => {
        const { items } = await backend.call(listAudit, { token: shop.owner, query: { area: 'tables' } });
        const fresh = items.filter(({ id }) => !written.includes(id)).reverse();
        written.push(...fresh.map(({ id }) => id));
        return fresh.map(({ act, subject, subjectId, staffName, role, details }) => ({
          act,
          subject,
          subjectId,
          staffName,
          role,
          details,
        }));
      };
      const table = await backend.call(addTable, { token, body: { number: 7, label: '창가' } });
      const params = { tableId: table.id };
      const line = (act: string, details: Record<string, string | null> = {}, subject = '7') => [
        { act, subject, subjectId: table.id, staffName: 'manager1', role: 'manager', details },
      ];
      expect(await added()).toEqual(line('table.add', { label: '창가', zone: null }));
      expect((await backend.ask('POST', addTable.path, { token, body: { number: 7 } })).status).toBe(409);
      expect(await added()).toEqual([]);

      await backend.call(changeTable, { token, params, body: { number: 8, label: null, zone: '홀' } });
      const changes = { number: '7 → 8', label: '창가 → –', zone: '– → 홀' };
      expect(await added()).toEqual(line('table.change', changes, '8'));
      await backend.call(changeTable, { token, params, body: { number: 7 } });
      await added();

      const place = { tableId: table.id, x: 2, y: 3, width: 2, height: 2, shape: 'round' as const };
      await backend.call(arrangeTables, { token, body: { places: [place] } });
      expect(await added()).toMatchObject([{ act: 'table.layout', subjectId: null, staffName: 'manager1', details: { tables: '7' } }]);

      const { code } = await backend.call(makePairingCode, { token, params });
      const pair = await added();
      expect(pair).toEqual(line('table.pair'));
      expect(JSON.stringify(pair)).not.toContain(code);
      await backend.call(unpairTablets, { token, params });
      expect(await added()).toEqual(line('table.unpair'));

      const { path } = await backend.call(rotateQr, { token, params });
      const rotated = await added();
      expect(rotated).toEqual(line('table.qr'));
      expect(JSON.stringify(rotated)).not.toContain(path.split('#')[1]);

      const ask = async () => {
        const secret = (await backend.call(readQr, { token, params })).path.split('#')[1] ?? '';
        const body = { store: shop.store.code, tableNumber: 7, code: secret };
        const answered = await backend.ask('POST', '/api/auth/table/login', { body });
        return (answered.body as { params: { requestId: string } }).params.requestId;
      };
      const decide = async (endpoint: typeof acceptJoin | typeof refuseJoin) =>
        backend.ask('POST', endpoint.path.replace('{requestId}', await ask()), { token });
      await decide(refuseJoin);
      expect(await added()).toEqual(line('session.refuse', { by: 'phone' }));
      await decide(acceptJoin);
      expect(await added()).toEqual(line('session.open', { by: 'phone' }));

      expect((await backend.ask('DELETE', removeTable.path.replace('{tableId}', table.id), { token })).status).toBe(409);
      expect(await added()).toEqual([]);
      await backend.call(completeTable, { token, params, body: {} });
      await added();
      await backend.call(removeTable, { token, params });
      expect(await added()).toEqual(line('table.remove'));
    } finally {
      await backend.close();
    }
  });
});
