/** The list with one entry a place further up or down; at the ends it stays as it is. */
export function moved<T>(all: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...all];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(Math.max(0, from + by), 0, one);
  return next;
}

/** As the ids say; what they do not name stands behind. */
export function inOrder<Id, T extends { readonly id: Id }>(all: readonly T[], ids: readonly Id[]): T[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const rank = ({ id }: T) => place.get(id) ?? ids.length;
  return [...all].sort((a, b) => rank(a) - rank(b));
}
