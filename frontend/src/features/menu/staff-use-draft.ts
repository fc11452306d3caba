import type { CategoryId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { type SetStateAction, useEffect, useState } from 'react';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { dropDraft, keepDraft, keptDraft } from './staff-kept-draft.ts';
import { emptyItem, type ItemDraft, itemDraft } from './staff-menu-draft.ts';

interface Given {
  readonly item: AdminMenuItem | null;
  readonly inCategory: CategoryId;
  readonly digits: number;
  readonly hasPhoto: boolean;
  readonly onDirty: (dirty: boolean) => void;
}

interface State {
  readonly draft: ItemDraft;
  /** What it was begun from; what differs is work. */
  readonly base: ItemDraft;
  readonly version: number | null;
}

/** The form's draft: kept through a reload while it differs from what it was begun from. */
export function useItemDraft({ item, inCategory, digits, hasPhoto, onDirty }: Given) {
  const { store } = useStaffWork();
  const begin = (from: AdminMenuItem | null): State => {
    const base = from ? itemDraft(from, digits) : emptyItem(inCategory);
    return { draft: base, base, version: from?.version ?? null };
  };
  const [kept] = useState(() => {
    const found = keptDraft(store.id);
    return found && found.menuId === (item?.id ?? null) ? found : null;
  });
  const [state, setState] = useState<State>(() => (kept ? { ...begin(item), draft: kept.draft, version: kept.version } : begin(item)));
  const [wasKept, setWasKept] = useState(kept !== null);
  /** The item once it is stored: a photo that is refused afterwards must not make a second one. */
  const [stored, setStored] = useState(item);
  const changed = JSON.stringify(state.draft) !== JSON.stringify(state.base);
  useEffect(() => {
    onDirty(changed || hasPhoto);
    if (changed) keepDraft(store.id, { menuId: stored?.id ?? null, version: state.version, draft: state.draft });
    else dropDraft(store.id);
  }, [changed, hasPhoto, onDirty, state, stored, store.id]);
  const startFrom = (from: AdminMenuItem | null) => {
    setState(begin(from));
    setStored(from);
    setWasKept(false);
  };
  return {
    ...state,
    stored,
    wasKept,
    change: (next: SetStateAction<ItemDraft>) =>
      setState((now) => ({ ...now, draft: typeof next === 'function' ? next(now.draft) : next })),
    startFrom,
    saved: (saved: AdminMenuItem) => startFrom(saved),
    /** Back to what the shop has. */
    forget: () => startFrom(stored),
  };
}
