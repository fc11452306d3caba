import type { MenuItem } from '@tableorder/contract/menu';
import SearchX from 'lucide-react/icons/search-x';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { GuestItemCard } from './guest-item-card.tsx';
import listStyles from './guest-menu-list.module.css';
import styles from './guest-search-results.module.css';
import type { MenuSection } from './guest-sections.ts';
import { useMenuSearch } from './use-menu-search.ts';

/** So many are drawn with the letter typed; the others after it, so that typing never waits for them. */
const AT_ONCE = 18;
const REST_AFTER_MS = 150;

export interface GuestSearchResultsProps {
  readonly query: string;
  readonly sections: readonly MenuSection[];
  readonly currency: string;
  readonly onOpen: (item: MenuItem) => void;
  readonly onSection: (section: MenuSection) => void;
}

export function GuestSearchResults({ query, sections, currency, onOpen, onSection }: GuestSearchResultsProps) {
  const { t } = useT();
  const { found, popular } = useMenuSearch(sections, query);
  const none = query.trim() !== '' && found.length === 0;
  const shown = query.trim() === '' || none ? popular : found;
  const [whole, setWhole] = useState('');
  useEffect(() => {
    const rest = setTimeout(() => setWhole(query), REST_AFTER_MS);
    return () => clearTimeout(rest);
  }, [query]);
  const drawn = whole === query ? shown : shown.slice(0, AT_ONCE);
  return (
    <section className={styles.results} aria-label={t('guest.search.title')}>
      <p className={none ? 'seen-by-readers-only' : styles.count} role="status">
        {query.trim() !== '' && t(none ? 'guest.search.none' : 'guest.search.count', { count: found.length, query: query.trim() })}
      </p>
      {none && (
        <EmptyState
          icon={<SearchX />}
          title={t('guest.search.none', { query: query.trim() })}
          text={t('guest.search.none-text')}
          action={
            <div className={styles.ways}>
              {sections.slice(0, 12).map((section) => (
                <Button key={section.id} kind="secondary" onPress={() => onSection(section)}>
                  <span lang={section.lang}>{section.name}</span>
                </Button>
              ))}
            </div>
          }
        />
      )}
      {shown === popular && popular.length > 0 && <h2 className={styles.name}>{t('guest.search.popular')}</h2>}
      <ul className={listStyles.items}>
        {drawn.map(({ item, hue }, at) => (
          <GuestItemCard key={item.id} item={item} currency={currency} hue={hue} eager={at < 4} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}
