import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminMenuItem, addCategory, addMenuItem } from '@tableorder/contract/menu';
import BookOpen from 'lucide-react/icons/book-open';
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
  return <MenuOf frame={frame} menu={menu.data} put={put} read={() => void read()} />;
}

interface MenuOfProps {
  readonly frame: Frame;
  readonly menu: Menu;
  readonly put: (item: AdminMenuItem) => void;
  readonly read: () => void;
}

function MenuOf({ frame, menu, put, read }: MenuOfProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const [wanted, setWanted] = useState<CategoryId | null>(null);
  const [editing, setEditing] = useState<AdminMenuItem | 'new' | null>(null);
  const [ordering, setOrdering] = useState(false);
  const current = menu.categories.find((category) => category.id === wanted) ?? menu.categories[0];
  const items = menu.items.filter((item) => item.categoryId === current?.id);
  const counts = new Map<string, number>();
  for (const item of menu.items) counts.set(item.categoryId, (counts.get(item.categoryId) ?? 0) + 1);
  const addItem = may(addMenuItem) && (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setEditing('new')}>
      {t('staff.menu.add')}
    </Button>
  );
  const editCategories = may(addCategory) && (
    <Button icon={<ListTree aria-hidden="true" />} onPress={() => setOrdering(true)}>
      {t('staff.menu.categories')}
    </Button>
  );

  return frame(
    current && (
      <div className={styles.tools}>
        {editCategories}
        {addItem}
      </div>
    ),
    <div className={styles.page}>
      {current ? (
        <>
          <div className={styles.tabs}>
            <TabsBar
              label={t('staff.menu.categories')}
              tabs={menu.categories.map(({ id, name }) => ({ value: id, label: name, count: counts.get(id) ?? 0 }))}
              current={current.id}
              onChoose={setWanted}
            />
          </div>
          {items.length === 0 ? (
            <EmptyState icon={<BookOpen />} title={t('staff.menu.none')} text={t('staff.menu.none-text')} />
          ) : (
            <ul className={styles.list}>
              {items.map((item) => (
                <li key={item.id}>
                  <StaffMenuRow item={item} onItem={put} onEdit={() => setEditing(item)} />
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <EmptyState
          icon={<BookOpen />}
          title={t('staff.menu.empty')}
          text={t('staff.menu.empty-text')}
          action={editCategories || undefined}
        />
      )}
      {current && (
        <StaffMenuItemSheet
          item={editing}
          categories={menu.categories}
          inCategory={current.id}
          onClose={() => setEditing(null)}
          onItem={(item) => {
            put(item);
            setWanted(item.categoryId);
          }}
          onChanged={read}
        />
      )}
      <StaffCategoriesSheet open={ordering} categories={menu.categories} onClose={() => setOrdering(false)} onChanged={read} />
    </div>,
  );
}
