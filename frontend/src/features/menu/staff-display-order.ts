/** As the ids say; what they do not name stands behind. */
export function inOrder<Id, T extends { readonly id: Id }>(all: readonly T[], ids: readonly Id[]): T[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const rank = ({ id }: T) => place.get(id) ?? ids.length;
  return [...all].sort((a, b) => rank(a) - rank(b));
}
