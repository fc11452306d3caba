import { readAddresses } from '@tableorder/contract/devices';
import { describe, expect, it } from 'vitest';
import { openShop } from '../../../test/builders.ts';
import { startBackend } from '../../../test/start-backend.ts';
import { addressesFor } from './devices.addresses.ts';

const LOCAL = { publicUrl: 'http://localhost:3000', host: '0.0.0.0', port: 3000 };

describe('where tablets reach the screens', () => {
  it('is what the operator set, and nothing else', () => {
    const set = { ...LOCAL, publicUrl: 'https://shop.example' };
    expect(addressesFor(set, 'http://192.168.0.9:3000', ['192.168.0.9'])).toEqual([{ url: 'https://shop.example', by: 'setting' }]);
  });

  it('is not set by anybody where it is the computer’s own, as npm start puts it there: all of those count', () => {
    const started = { ...LOCAL, publicUrl: 'http://10.8.0.2:3000' };
    expect(addressesFor(started, null, ['10.8.0.2', '192.168.0.12'])).toEqual([
      { url: 'http://192.168.0.12:3000', by: 'network' },
      { url: 'http://10.8.0.2:3000', by: 'network' },
    ]);
    const secure = { ...LOCAL, publicUrl: 'https://10.8.0.2' };
    expect(addressesFor(secure, null, ['10.8.0.2'])).toEqual([{ url: 'https://10.8.0.2', by: 'setting' }]);
    expect(addressesFor(started, 'http://10.8.0.2:3000', ['10.8.0.2'])).toEqual([{ url: 'http://10.8.0.2:3000', by: 'screen' }]);
  });

  it('is else where the asking screen itself was loaded from: inside a container no other address is right', () => {
    expect(addressesFor(LOCAL, 'http://10.1.1.5:3000', ['172.18.0.2'])).toEqual([{ url: 'http://10.1.1.5:3000', by: 'screen' }]);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', null])(
    'is else each of the computer’s, from %s',
    (at) => {
      expect(addressesFor(LOCAL, at, ['8.8.4.4', '172.20.0.3', '10.8.0.2', '192.168.0.12']).map(({ url }) => url)).toEqual([
        'http://192.168.0.12:3000',
        'http://10.8.0.2:3000',
        'http://172.20.0.3:3000',
        'http://8.8.4.4:3000',
      ]);
    },
  );

  it('is nowhere when the servers listen to this computer alone, and the one address when they listen to one', () => {
    expect(addressesFor({ ...LOCAL, host: '127.0.0.1' }, null, ['192.168.0.12'])).toEqual([]);
    expect(addressesFor({ ...LOCAL, host: '10.0.0.3' }, null, ['192.168.0.12', '10.0.0.3'])).toEqual([
      { url: 'http://10.0.0.3:3000', by: 'network' },
    ]);
    expect(addressesFor({ ...LOCAL, port: 0 }, null, ['192.168.0.12'])).toEqual([]);
  });

  it('is told with a code of the pairing page, to those who pair', async () => {
    const backend = await startBackend({ env: { PUBLIC_URL: 'https://shop.example' } });
    try {
      const shop = await openShop(backend);
      const { items } = await backend.call(readAddresses, { token: await shop.staff('staff') });
      expect(items).toMatchObject([{ url: 'https://shop.example', by: 'setting', secure: true }]);
      expect(items[0]?.qrSvg).toMatch(/^<svg /);
      expect(await backend.refused(readAddresses, { token: await shop.staff('kitchen') })).toMatchObject({ status: 403 });
      const odd = await backend.ask('GET', '/api/admin/devices/addresses?at=javascript:alert(1)', { token: shop.owner });
      expect(odd.status).toBe(400);
    } finally {
      await backend.close();
    }
  });
});
