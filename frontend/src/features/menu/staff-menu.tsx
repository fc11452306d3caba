import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminMenuItem, addCategory, addMenuItem } from '@tableorder/contract/menu.admin';
import { importMenu } from '@tableorder/contract/menu.exchange';
import { addOptionGroup } from '@tableorder/contract/menu.options';
import { changePrices } from '@tableorder/contract/menu.prices';
import BookOpen from 'lucide-react/icons/book-open';
import { memo, type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffCategoriesSheet } from './staff-categories-sheet.tsx';
import { StaffExchangeSheet } from './staff-exchange-sheet.tsx';
import { StaffItemList } from './staff-item-list.tsx';
import { keptDraft } from './staff-kept-draft.ts';
import { StaffLibrarySheet } from './staff-library-sheet.tsx';
import styles from './staff-menu.module.css';
import { StaffMenuItemSheet } from './staff-menu-item-sheet.tsx';
import { MOST_AT_ONCE, StaffMenuRow, StaffMenuRowAfar } from './staff-menu-row.tsx';
import { StaffMenuTools, type Tool } from './staff-menu-tools.tsx';
import { StaffPricesSheet } from './staff-prices-sheet.tsx';
import { useItemSearch } from './staff-use-item-search.ts';
import { type StaffMenu as Menu, useStaffMenu } from './staff-use-menu.ts';
import { useNear } from './staff-use-near.ts';

/** The app's frame around the screen: its acts stand in the head. */
type Frame = (acts: ReactNode, content: ReactNode) => ReactNode;

export function StaffMenu({ frame }: { readonly frame: Frame }) {
  const { t } = useT();
  const { menu, put, read } = useStaffMenu();
  if (menu.isError && !menu.data) {
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

/** What was being written when the page went away is opened again. */
function useEditing(menu: Menu) {
  const { store, may } = useStaffWork();
  return useState<AdminMenuItem | 'new' | null>(() => {
    const kept = may(addMenuItem) ? keptDraft(store.id) : null;
    if (!kept) return null;
    return kept.menuId === null ? 'new' : (menu.items.find(({ id }) => id === kept.menuId) ?? null);
  });
}

function MenuOf({ frame, menu, put, read }: MenuOfProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const [wanted, setWanted] = useState<CategoryId | null>(null);
  const [editing, setEditing] = useEditing(menu);
  const [open, setOpen] = useState<Tool | null>(null);
  const [look, setLook] = useState('');
  const current = menu.categories.find((category) => category.id === wanted) ?? menu.categories[0];
  const putAndShow = useCallback(
    (item: AdminMenuItem) => {
      put(item);
      void read();
    },
    [put, read],
  );
  const close = () => setOpen(null);
  const tools: Tool[] = [
    ...(may(addCategory) ? ['categories' as const] : []),
    ...(may(addOptionGroup) ? ['library' as const] : []),
    ...(may(changePrices) && current ? ['prices' as const] : []),
    ...(may(importMenu) ? ['files' as const] : []),
  ];
  return frame(
    current && may(addMenuItem) && (
      <Button kind="primary" onPress={() => setEditing('new')}>
        {t('staff.menu.add')}
      </Button>
    ),
    <div className={styles.page}>
      <div className={styles.bar}>
        {menu.items.length > 0 && (
          <TextField type="search" label={t('staff.menu.search')} value={look} onChange={setLook} enterKeyHint="search" />
        )}
        <StaffMenuTools tools={tools} onOpen={setOpen} />
      </div>
      {current ? (
        <>
          {look.trim() === '' ? (
            <StaffItemList menu={menu} current={current} onChoose={setWanted} onItem={put} onEdit={setEditing} read={read} />
          ) : (
            <Found menu={menu} look={look} onItem={put} onEdit={setEditing} />
          )}
          <StaffMenuItemSheet
            item={editing}
            menu={menu}
            inCategory={current.id}
            onClose={() => setEditing(null)}
            onItem={(item) => {
              putAndShow(item);
              setWanted(item.categoryId);
            }}
            onEdit={setEditing}
            onChanged={() => void read()}
          />
        </>
      ) : (
        <EmptyState
          icon={<BookOpen />}
          title={t('staff.menu.empty')}
          text={t('staff.menu.empty-text')}
          action={may(addCategory) ? <Button onPress={() => setOpen('categories')}>{t('staff.menu.categories')}</Button> : undefined}
        />
      )}
      <StaffCategoriesSheet open={open === 'categories'} categories={menu.categories} onClose={close} onChanged={read} />
      <StaffLibrarySheet
        open={open === 'library'}
        library={menu.library}
        items={menu.items}
        onClose={close}
        onChanged={() => void read()}
      />
      <StaffPricesSheet open={open === 'prices'} categories={menu.categories} items={menu.items} onClose={close} onChanged={read} />
      <StaffExchangeSheet open={open === 'files'} onClose={close} onChanged={() => void read()} />
    </div>,
  );
}

interface FoundProps {
  readonly menu: Menu;
  readonly look: string;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onEdit: (item: AdminMenuItem) => void;
}

/** Items of all categories by a few letters of their name, in any of its languages. */
function Found({ menu, look, onItem, onEdit }: FoundProps) {
  const { t } = useT();
  const found = useItemSearch(menu.items, useDeferredValue(look));
  if (found.length === 0) return <EmptyState icon={<BookOpen />} title={t('staff.menu.search.none')} />;
  return (
    <ul className={styles.list}>
      {found.map((item, at) => (
        <FoundRow key={item.id} item={item} first={at < MOST_AT_ONCE} onItem={onItem} onEdit={onEdit} />
      ))}
    </ul>
  );
}

interface FoundRowProps extends Pick<FoundProps, 'onItem' | 'onEdit'> {
  readonly item: AdminMenuItem;
  readonly first: boolean;
}

const FoundRow = memo(function FoundRow({ item, first, onItem, onEdit }: FoundRowProps) {
  const { ref, near } = useNear<HTMLLIElement>(first);
  return (
    <li ref={ref}>
      {near ? <StaffMenuRow item={item} handle={null} onItem={onItem} onEdit={onEdit} /> : <StaffMenuRowAfar item={item} held={false} />}
    </li>
  );
});
