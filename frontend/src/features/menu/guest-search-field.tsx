import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { type RefObject, useId } from 'react';
import { useT } from '../../i18n/guest.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './guest-search-field.module.css';

export interface GuestSearchFieldProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Leaves the search; without it the field only empties itself. */
  readonly onLeave?: (() => void) | undefined;
  readonly field?: RefObject<HTMLInputElement | null> | undefined;
}

export function GuestSearchField({ query, onQuery, onLeave, field }: GuestSearchFieldProps) {
  const { t } = useT();
  const id = useId();
  const clear = onLeave ?? (() => onQuery(''));
  return (
    <search className={styles.search}>
      <label htmlFor={id} className={styles.glass}>
        <Search aria-hidden="true" />
        <span className="seen-by-readers-only">{t('guest.search.title')}</span>
      </label>
      <input
        ref={field}
        id={id}
        className={styles.input}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={60}
        placeholder={t('guest.search.hint')}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
          // The keyboard of a phone goes, so that what was found is seen.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        }}
      />
      {(onLeave || query !== '') && (
        <IconButton label={t(onLeave ? 'guest.search.leave' : 'guest.search.clear')} icon={<X aria-hidden="true" />} onPress={clear} />
      )}
    </search>
  );
}
