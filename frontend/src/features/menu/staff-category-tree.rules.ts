import type { CategoryId } from '@tableorder/contract/ids';

export interface Leaf {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
}

/** How far sideways a category is carried to come below another, or out again. */
export const INDENT = 32;

/**
 * Where a carried category would stand: moved to the place of `over`, and below the top category before it when it is carried to the
 * right. One that has categories below itself stays at the top and takes them along. Takes and gives display order.
 */
export function dropped<L extends Leaf>(
  all: readonly L[],
  activeId: CategoryId,
  overId: CategoryId,
  sideways: number,
): { order: L[]; parentId: CategoryId | null } {
  const active = all.find(({ id }) => id === activeId);
  if (!active) return { order: [...all], parentId: null };
  const children = all.filter(({ parentId }) => parentId === activeId);
  const carried = [active, ...children];
  const rest = all.filter((leaf) => !carried.includes(leaf));
  const from = all.indexOf(active);
  const over = rest.findIndex(({ id }) => id === overId);
  const to =
    over < 0
      ? all.slice(0, from).filter((leaf) => rest.includes(leaf)).length
      : over + (all.findIndex(({ id }) => id === overId) > from ? 1 : 0);
  const depth = (active.parentId === null ? 0 : 1) + Math.round(sideways / INDENT);
  const before = rest[to - 1];
  const after = rest[to];
  const above = before ? (before.parentId ?? before.id) : null;
  // In the middle of another's categories there is no place at the top.
  const between = after !== undefined && after.parentId !== null && after.parentId === above;
  const parentId = children.length > 0 || above === null || (depth <= 0 && !between) ? null : above;
  const at = parentId === null && between ? endOf(rest, to) : to;
  return { order: [...rest.slice(0, at), ...carried, ...rest.slice(at)], parentId };
}

/** The first place from here on that is not among another's categories. */
function endOf(all: readonly Leaf[], from: number): number {
  const next = all.findIndex(({ parentId }, at) => at >= from && parentId === null);
  return next < 0 ? all.length : next;
}
