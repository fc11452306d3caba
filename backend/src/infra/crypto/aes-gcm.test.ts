import { expect, it } from 'vitest';
import { aesGcmSeals } from './aes-gcm.ts';

const seals = aesGcmSeals({ secret: Buffer.from('kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa') });

it('gives back what was sealed, and never the same text twice', () => {
  const [one, two] = [seals.seal('GEZDGNBV', 'shop:kim'), seals.seal('GEZDGNBV', 'shop:kim')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('GEZDGNBV');
  expect([seals.open(one, 'shop:kim'), seals.open(two, 'shop:kim')]).toEqual(['GEZDGNBV', 'GEZDGNBV']);
});

it('opens what was sealed under the secret before the present one, and seals under the present', () => {
  const secret = Buffer.from('Another-Secret-Of-32-Characters!');
  const changed = aesGcmSeals({ secret, former: Buffer.from('kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa') });
  expect(changed.open(seals.seal('GEZDGNBV', 'shop:kim'), 'shop:kim')).toBe('GEZDGNBV');
  const anew = changed.seal('GEZDGNBV', 'shop:kim');
  expect(seals.open(anew, 'shop:kim')).toBeNull();
  expect(aesGcmSeals({ secret }).open(anew, 'shop:kim')).toBe('GEZDGNBV');
});

it('opens nothing that stands in another row, was sealed by another server, or was touched', () => {
  const sealed = seals.seal('GEZDGNBV', 'shop:kim');
  const other = aesGcmSeals({ secret: Buffer.from('Another-Secret-Of-32-Characters!') });
  expect(seals.open(sealed, 'shop:lee')).toBeNull();
  expect(other.open(sealed, 'shop:kim')).toBeNull();
  for (const broken of ['', 'aes256gcm1.', 'GEZDGNBV', `x${sealed}`, sealed.slice(0, -4), `${sealed.slice(0, -3)}AAA`])
    expect(seals.open(broken, 'shop:kim'), broken).toBeNull();
});
