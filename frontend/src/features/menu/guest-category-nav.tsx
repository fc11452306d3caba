import type { CategoryId } from '@tableorder/contract/ids';
import { memo } from 'react';
import { useT } from '../../i18n/guest.ts';
import { type Tab, TabsBar } from '../../ui/tabs-bar.tsx';
import styles from './guest-category-nav.module.css';
import { groupAnchor, type MenuSection } from './guest-sections.ts';
import { useSectionInSight } from './use-section-in-sight.ts';

export interface GuestCategoryNavProps {
  readonly sections: readonly MenuSection[];
  /** As a rail beside the menu, else as rows above it. */
  readonly rail: boolean;
  /** While something is searched no category is being read; choosing one leaves the search for this element. */
  readonly onLeaveSearch: ((anchor: string) => void) | null;
}

const partsOf = ({ id, groups }: MenuSection): Tab<string>[] =>
  groups.flatMap((group) => (group.name === null ? [] : [{ value: group.id, label: group.name, lang: group.lang, within: id }]));

/** The ways to the categories and their parts; they follow what is being read. By itself, so that scrolling renders nothing else. */
export const GuestCategoryNav = memo(function GuestCategoryNav({ sections, rail, onLeaveSearch }: GuestCategoryNavProps) {
  const { t } = useT();
  const groups = sections.flatMap((section) => section.groups);
  const { current: anchor, choose } = useSectionInSight(groups.map(({ id }) => groupAnchor(id)));
  const current = groups.find(({ id }) => groupAnchor(id) === anchor)?.id ?? groups[0]?.id;
  const section = sections.find((one) => one.groups.some(({ id }) => id === current)) ?? sections[0];
  if (current === undefined || section === undefined) return null;

  const go = (to: string) => {
    const whole = sections.find(({ id }) => id === to);
    const first = whole?.groups[0];
    if (onLeaveSearch) return onLeaveSearch(whole ? whole.id : groupAnchor(to as CategoryId));
    // A category is shown from its heading on, which stands above its first part.
    if (whole && first) choose(groupAnchor(first.id), whole.id);
    else choose(groupAnchor(to as CategoryId));
  };
  const tops = sections.map(({ id, name, lang }) => ({ value: id, label: name, lang }));
  const parts = partsOf(section);
  if (rail) {
    const all = sections.flatMap((one, at) => [tops[at] ?? [], partsOf(one)].flat());
    return (
      <TabsBar<string>
        label={t('guest.menu.categories')}
        tabs={all}
        current={onLeaveSearch ? '' : current}
        onChoose={go}
        orientation="vertical"
      />
    );
  }
  return (
    <>
      <TabsBar label={t('guest.menu.categories')} tabs={tops} current={section.id} onChoose={go} />
      {parts.length > 0 && (
        <div className={styles.parts}>
          <TabsBar label={t('guest.menu.parts', { name: section.name })} tabs={parts} current={current} onChoose={go} size="small" />
        </div>
      )}
    </>
  );
});
