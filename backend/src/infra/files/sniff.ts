import type { PictureKind } from './pictures.ts';

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** AVIF names itself among the brands of its first box, not always first. */
function isAvif(bytes: Uint8Array): boolean {
  if (text(bytes, 4, 8) !== 'ftyp') return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const brands: readonly string[] = text(bytes, 8, Math.min(size, 128)).match(/.{4}/gs) ?? [];
  return brands.includes('avif') || brands.includes('avis');
}

/** What the first bytes say a file is; whether it really is, only decoding tells. */
export function sniff(bytes: Uint8Array): PictureKind | null {
  if (bytes.length < 16) return null;
  if (text(bytes, 0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp';
  if (text(bytes, 0, 6) === 'GIF87a' || text(bytes, 0, 6) === 'GIF89a') return 'gif';
  return isAvif(bytes) ? 'avif' : null;
}
