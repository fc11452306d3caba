import type { AdminCategory, AdminMenuItem } from '@tableorder/contract/menu.admin';
import { listCategories, listMenuItems } from '@tableorder/contract/menu.admin';
import { type LibraryGroup, listOptionGroups } from '@tableorder/contract/menu.options';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useStaffWork } from '../../lib/staff-work.tsx';

export interface StaffMenu {
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
  readonly library: readonly LibraryGroup[];
}

const KEY = ['menu', 'staff'] as const;

/** The whole menu as staff see it; the app reads it again at each `menu_updated`. */
export function useStaffMenu() {
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const menu = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<StaffMenu> => {
      const [categories, items, library] = await Promise.all([
        api.call(listCategories, { signal }),
        api.call(listMenuItems, { signal }),
        api.call(listOptionGroups, { signal }),
      ]);
      return { categories: categories.body.items, items: items.body.items, library: library.body.items };
    },
  });
  return {
    menu,
    /** An item as the server has it now, before the event comes. */
    put: useCallback(
      (item: AdminMenuItem) =>
        queries.setQueryData<StaffMenu>(KEY, (now) => {
          if (!now) return now;
          const known = now.items.some((other) => other.id === item.id);
          return { ...now, items: known ? now.items.map((other) => (other.id === item.id ? item : other)) : [...now.items, item] };
        }),
      [queries],
    ),
    read: useCallback(() => queries.invalidateQueries({ queryKey: KEY }), [queries]),
  };
}
