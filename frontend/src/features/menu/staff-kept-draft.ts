import type { MenuId } from '@tableorder/contract/ids';
import type { ItemDraft } from './staff-menu-draft.ts';

/** A form that was being filled when the page went away: of which item (null for a new one), on which version of it. */
export interface KeptDraft {
  readonly menuId: MenuId | null;
  readonly version: number | null;
  readonly draft: ItemDraft;
}

/** Of this tab only: two people at one tablet's two tabs must not find each other's halves. */
const keyOf = (storeId: string): string => `tableorder.menu-draft.${storeId}`;

/** A browser that forbids storage only means that a reload starts afresh. */
function tried<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export const keepDraft = (storeId: string, kept: KeptDraft): void => {
  tried(() => sessionStorage.setItem(keyOf(storeId), JSON.stringify(kept)));
};
export const dropDraft = (storeId: string): void => {
  tried(() => sessionStorage.removeItem(keyOf(storeId)));
};

export function keptDraft(storeId: string): KeptDraft | null {
  const text = tried(() => sessionStorage.getItem(keyOf(storeId)));
  if (!text) return null;
  try {
    const kept = JSON.parse(text) as KeptDraft;
    return kept.draft && Array.isArray(kept.draft.groups) && Array.isArray(kept.draft.recommendedIds) ? kept : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
