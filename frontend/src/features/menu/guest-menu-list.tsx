import type { MenuItem } from '@tableorder/contract/menu';
import Soup from 'lucide-react/icons/soup';
import { memo } from 'react';
import { useT } from '../../i18n/guest.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { GuestItemCard } from './guest-item-card.tsx';
import type { GuestMenu } from './guest-menu.ts';
import styles from './guest-menu-list.module.css';
import { groupAnchor, type MenuSection } from './guest-sections.ts';

/** So many pictures are in sight at first, on the largest screen. */
const EAGER = 6;
const SHAPES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

export interface GuestMenuListProps {
  readonly menu: GuestMenu;
  readonly sections: readonly MenuSection[];
  readonly currency: string;
  readonly onOpen: (item: MenuItem) => void;
  readonly onRetry: () => void;
}

/** By itself: what happens to the cart renders none of three hundred dishes. */
export const GuestMenuList = memo(function GuestMenuList({ menu, sections, currency, onOpen, onRetry }: GuestMenuListProps) {
  const { t } = useT();
  if (menu.menu === null && menu.failed !== null) {
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={menu.failed === '' ? t('ui.no-answer') : t('ui.error.text')}
        retryLabel={t('ui.retry')}
        onRetry={onRetry}
        busy={menu.loading}
        small={menu.failed === '' ? undefined : t('ui.request', { id: menu.failed })}
      />
    );
  }
  if (menu.menu === null) return <MenuSkeleton />;
  if (sections.length === 0) return <EmptyState icon={<Soup />} title={t('guest.menu.empty.title')} text={t('guest.menu.empty.text')} />;
  return sections.map((section, at) => (
    <section
      key={section.id}
      id={section.id}
      className={styles.section}
      data-parts={section.groups.some(({ name }) => name !== null) || undefined}
      aria-labelledby={`${section.id}-name`}
    >
      <h2 id={`${section.id}-name`} className={styles.name} lang={section.lang}>
        {section.name}
      </h2>
      {section.groups.map((group) => (
        <div key={group.id} id={groupAnchor(group.id)} className={styles.part}>
          {group.name !== null && (
            <h3 className={styles.group} lang={group.lang}>
              {group.name}
            </h3>
          )}
          <ul className={styles.items}>
            {group.items.map((item, nth) => (
              <GuestItemCard
                key={item.id}
                item={item}
                currency={currency}
                hue={section.hue}
                eager={at === 0 && (nth === 0 ? 'first' : nth < EAGER)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  ));
});

/** The shape of what comes. */
function MenuSkeleton() {
  const { t } = useT();
  return (
    <div className={styles.section} role="status" aria-label={t('ui.loading')}>
      <div className={styles.name}>
        <Skeleton shape="title" width="7em" />
      </div>
      <div className={styles.items}>
        {SHAPES.map((shape) => (
          <div key={shape} className={styles.shape}>
            <div className={styles.shapePicture}>
              <Skeleton shape="block" />
            </div>
            <div className={styles.shapeWords}>
              <Skeleton shape="title" width="80%" />
              <Skeleton width="100%" />
              <Skeleton width="40%" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
