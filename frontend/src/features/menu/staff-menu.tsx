import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminMenuItem, addCategory, addMenuItem, orderMenuItems } from '@tableorder/contract/menu';
import ArrowDownUp from 'lucide-react/icons/arrow-down-up';
import BookOpen from 'lucide-react/icons/book-open';
import Check from 'lucide-react/icons/check';
import ListTree from 'lucide-react/icons/list-tree';
import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabsBar } from '../../ui/tabs-bar.tsx';
import { StaffCategoriesSheet } from './staff-categories-sheet.tsx';
import { StaffItemOrder } from './staff-item-order.tsx';
import styles from './staff-menu.module.css';
import { StaffMenuItemSheet } from './staff-menu-item-sheet.tsx';
import { StaffMenuRow } from './staff-menu-row.tsx';
import { type StaffMenu as Menu, useStaffMenu } from './staff-use-menu.ts';

/** The app's frame around the screen: its acts stand in the head. */
type Frame = (acts: ReactNode, content: ReactNode) => ReactNode;

export function StaffMenu({ frame }: { readonly frame: Frame }) {
  const { t } = useT();
  const { menu, put, read } = useStaffMenu();
  if (menu.isError) {
    return frame(
      null,
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, menu.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void menu.refetch()}
        busy={menu.isFetching}
      />,
    );
  }
  if (!menu.data) {
    return frame(
      null,
      <div className={styles.page} role="status" aria-label={t('ui.loading')}>
        {[0, 1, 2, 3, 4].map((row) => (
          <Skeleton key={row} shape="block" height="96px" />
        ))}
      </div>,
    );
  }
  return <MenuOf frame={frame} menu={menu.data} put={put} read={read} />;
}

interface MenuOfProps {
  readonly frame: Frame;
  readonly menu: Menu;
  readonly put: (item: AdminMenuItem) => void;
  readonly read: () => Promise<unknown>;
}

function MenuOf({ frame, menu, put, read }: MenuOfProps) {
  const { t } = useT();
  const [wanted, setWanted] = useState<CategoryId | null>(null);
  const [editing, setEditing] = useState<AdminMenuItem | 'new' | null>(null);
  const [categoriesOpen, setCategoriesOpen] = useState(false);
  const [ordering, setOrdering] = useState(false);
  const current = menu.categories.find((category) => category.id === wanted) ?? menu.categories[0];
  const items = menu.items.filter((item) => item.categoryId === current?.id);
  const changed = () => void read();
  const tools = {
    onCategories: () => setCategoriesOpen(true),
    ordering,
    onOrdering: items.length > 1 || ordering ? setOrdering : null,
    onAdd: () => setEditing('new'),
  };
  return frame(
    current && <Tools {...tools} />,
    <div className={styles.page}>
      {current ? (
        <>
          <CategoryTabs menu={menu} current={current.id} onChoose={setWanted} />
          {ordering ? (
            <StaffItemOrder key={current.id} category={current} items={items} read={read} />
          ) : (
            <Items items={items} onItem={put} onEdit={setEditing} />
          )}
          <StaffMenuItemSheet
            item={editing}
            categories={menu.categories}
            inCategory={current.id}
            onClose={() => setEditing(null)}
            onItem={(item) => {
              put(item);
              setWanted(item.categoryId);
            }}
            onChanged={changed}
          />
        </>
      ) : (
        <EmptyState
          icon={<BookOpen />}
          title={t('staff.menu.empty')}
          text={t('staff.menu.empty-text')}
          action={<EditCategories onPress={tools.onCategories} />}
        />
      )}
      <StaffCategoriesSheet
        open={categoriesOpen}
        categories={menu.categories}
        onClose={() => setCategoriesOpen(false)}
        onChanged={changed}
      />
    </div>,
  );
}

interface ToolsProps {
  readonly onCategories: () => void;
  readonly ordering: boolean;
  /** Null where there is nothing to order. */
  readonly onOrdering: ((ordering: boolean) => void) | null;
  readonly onAdd: () => void;
}

function Tools({ onCategories, ordering, onOrdering, onAdd }: ToolsProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  if (ordering && onOrdering) {
    return (
      <div className={styles.tools}>
        <Button kind="primary" icon={<Check aria-hidden="true" />} onPress={() => onOrdering(false)}>
          {t('staff.menu.sort.done')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.tools}>
      <EditCategories onPress={onCategories} />
      {may(orderMenuItems) && onOrdering && (
        <Button icon={<ArrowDownUp aria-hidden="true" />} onPress={() => onOrdering(true)}>
          {t('staff.menu.sort')}
        </Button>
      )}
      {may(addMenuItem) && (
        <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={onAdd}>
          {t('staff.menu.add')}
        </Button>
      )}
    </div>
  );
}

function EditCategories({ onPress }: { readonly onPress: () => void }) {
  const { t } = useT();
  const { may } = useStaffWork();
  if (!may(addCategory)) return null;
  return (
    <Button icon={<ListTree aria-hidden="true" />} onPress={onPress}>
      {t('staff.menu.categories')}
    </Button>
  );
}

interface CategoryTabsProps {
  readonly menu: Menu;
  readonly current: CategoryId;
  readonly onChoose: (category: CategoryId) => void;
}

function CategoryTabs({ menu, current, onChoose }: CategoryTabsProps) {
  const { t } = useT();
  const counts = new Map<string, number>();
  for (const item of menu.items) counts.set(item.categoryId, (counts.get(item.categoryId) ?? 0) + 1);
  return (
    <div className={styles.tabs}>
      <TabsBar
        label={t('staff.menu.categories')}
        tabs={menu.categories.map(({ id, name }) => ({ value: id, label: name, count: counts.get(id) ?? 0 }))}
        current={current}
        onChoose={onChoose}
      />
    </div>
  );
}

interface ItemsProps {
  readonly items: readonly AdminMenuItem[];
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: (item: AdminMenuItem) => void;
}

function Items({ items, onItem, onEdit }: ItemsProps) {
  const { t } = useT();
  if (items.length === 0) return <EmptyState icon={<BookOpen />} title={t('staff.menu.none')} text={t('staff.menu.none-text')} />;
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id}>
          <StaffMenuRow item={item} onItem={onItem} onEdit={() => onEdit(item)} />
        </li>
      ))}
    </ul>
  );
}
