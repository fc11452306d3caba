import type { MenuItem } from '@tableorder/contract/menu';
import Clock3 from 'lucide-react/icons/clock-3';
import Search from 'lucide-react/icons/search';
import { memo, type RefObject, useCallback, useEffect, useRef } from 'react';
import { GuestCategoryNav } from '../features/menu/guest-category-nav.tsx';
import type { GuestMenu } from '../features/menu/guest-menu.ts';
import { GuestMenuList } from '../features/menu/guest-menu-list.tsx';
import { GuestSearchField } from '../features/menu/guest-search-field.tsx';
import type { MenuSection } from '../features/menu/guest-sections.ts';
import { useT } from '../i18n/guest.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import styles from './guest-home.module.css';
import { OnItsWay, rest as restCode, useRest } from './guest-later.tsx';
import { useSearchPlace } from './use-search-place.ts';

export interface GuestMenuPlaceProps {
  readonly menu: GuestMenu;
  readonly sections: readonly MenuSection[];
  readonly currency: string;
  readonly wide: boolean;
  /** Said over the menu while nothing can be ordered. */
  readonly closed: string | null;
  readonly main: RefObject<HTMLElement | null>;
  readonly onOpen: (item: MenuItem) => void;
  readonly onRetry: () => void;
}

/** Categories, search and dishes. By itself: the cart beside it renders none of it. */
export const GuestMenuPlace = memo(function GuestMenuPlace(props: GuestMenuPlaceProps) {
  const { menu, sections, currency, wide, closed, main, onOpen, onRetry } = props;
  const { t } = useT();
  const search = useSearchPlace(wide);
  const rest = useRest();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (search.open && !wide) field.current?.focus({ preventScroll: true });
  }, [search.open, wide]);

  const { leave } = search;
  // Where the search is left for, once the menu is there again.
  const wanted = useRef<string | null>(null);
  const leaveFor = useCallback(
    (anchor: string) => {
      wanted.current = anchor;
      leave();
    },
    [leave],
  );
  useEffect(() => {
    if (search.open || wanted.current === null) return;
    document.getElementById(wanted.current)?.scrollIntoView({ block: 'start', behavior: 'instant' });
    wanted.current = null;
  }, [search.open]);
  return (
    <>
      <div className={styles.tabs}>
        {menu.menu === null ? (
          <TabsSkeleton />
        ) : search.open && !wide ? (
          <div className={styles.searching}>
            <GuestSearchField query={search.query} onQuery={search.setQuery} onLeave={search.leave} field={field} />
          </div>
        ) : (
          <>
            <div className={styles.search}>
              {wide ? (
                <GuestSearchField query={search.query} onQuery={search.setQuery} />
              ) : (
                <IconButton label={t('guest.search.title')} icon={<Search aria-hidden="true" />} onPress={search.enter} />
              )}
            </div>
            <GuestCategoryNav sections={sections} rail={wide} onLeaveSearch={search.open ? leaveFor : null} />
          </>
        )}
      </div>
      <main ref={main} id="menu" tabIndex={-1} className={styles.menu} aria-label={t('guest.menu.title')}>
        <div role="status" className={styles.said}>
          {closed !== null && (
            <p className={styles.closed}>
              <Clock3 aria-hidden="true" />
              {closed}
            </p>
          )}
        </div>
        {search.open && rest === null && <OnItsWay part={restCode} />}
        {search.open && rest !== null && (
          <rest.GuestSearchResults
            query={search.query}
            sections={sections}
            currency={currency}
            onOpen={onOpen}
            onSection={({ id }) => leaveFor(id)}
          />
        )}
        <div hidden={search.open}>
          <GuestMenuList menu={menu} sections={sections} currency={currency} onOpen={onOpen} onRetry={onRetry} />
        </div>
      </main>
    </>
  );
});

const TABS = ['4em', '5em', '4.5em', '6em'] as const;
const TabsSkeleton = () => (
  <div className={styles.tabsSkeleton}>
    {TABS.map((width) => (
      <Skeleton key={width} shape="title" width={width} />
    ))}
  </div>
);
