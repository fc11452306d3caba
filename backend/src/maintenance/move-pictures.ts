import type { Files } from '../infra/files/files.ts';

/** Puts what the target lacks, or has in another size; with `bytes`, also compares every byte. Gives how many were put. */
export async function copyPictures(from: Files, to: Files, compare: 'sizes' | 'bytes'): Promise<{ pictures: number; changed: number }> {
  const there = new Map<string, number>();
  for await (const { name, bytes } of to.list()) there.set(name, bytes);
  let [pictures, changed] = [0, 0];
  for await (const { name, bytes } of from.list()) {
    pictures += 1;
    if (compare === 'sizes' && there.get(name) === bytes) continue;
    const picture = await from.read(name);
    // Removed while we looked: its dish has another one.
    if (!picture) continue;
    const copy = there.has(name) ? await to.read(name) : null;
    if (copy && Buffer.compare(copy, picture) === 0) continue;
    await to.put(name, picture);
    changed += 1;
  }
  return { pictures, changed };
}
