import { type AdminCategory, type AdminMenuItem, listCategories, listMenuItems } from '@tableorder/contract/menu';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useStaffWork } from '../../lib/staff-work.tsx';

export interface StaffMenu {
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
}

const KEY = ['menu', 'staff'] as const;

/** The whole menu as staff see it; the app reads it again at each `menu_updated`. */
export function useStaffMenu() {
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const menu = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<StaffMenu> => {
      const [categories, items] = await Promise.all([api.call(listCategories, { signal }), api.call(listMenuItems, { signal })]);
      return { categories: categories.body.items, items: items.body.items };
    },
  });
  return {
    menu,
    /** An item as the server has it now, before the event comes. */
    put: (item: AdminMenuItem) =>
      queries.setQueryData<StaffMenu>(KEY, (now) => {
        if (!now) return now;
        const known = now.items.some((other) => other.id === item.id);
        return { ...now, items: known ? now.items.map((other) => (other.id === item.id ? item : other)) : [...now.items, item] };
      }),
    read: () => queries.invalidateQueries({ queryKey: KEY }),
  };
}
