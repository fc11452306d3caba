import { type KeyboardEvent, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './tabs-bar.module.css';

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number | undefined;
  /** When the label is in another language than the page. */
  readonly lang?: string | undefined;
  /** The tab above this one that it is a part of. */
  readonly within?: V | undefined;
}

export interface TabsBarProps<V extends string> {
  /** What the bar chooses among, such as "메뉴 분류". */
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  /** What is in sight now; the bar scrolls along with it. */
  readonly current: V;
  readonly onChoose: (value: V) => void;
  /** `vertical` is the rail of a tablet. */
  readonly orientation?: 'horizontal' | 'vertical' | undefined;
  /** `small` is a second row, of what the first has chosen. */
  readonly size?: 'regular' | 'small' | undefined;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Ways to parts of one page: a navigation, one stop for the tab key, arrows inside. */
export function TabsBar<V extends string>(props: TabsBarProps<V>) {
  const { label, tabs, current, onChoose, orientation = 'horizontal', size = 'regular' } = props;
  const bar = useRef<HTMLElement>(null);

  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(current)}"]`);
    const element = bar.current;
    if (!tab || !element) return;
    // Only the bar itself may scroll: scrollIntoView would pull the page too.
    if (orientation === 'horizontal') element.scrollTo({ left: tab.offsetLeft - (element.clientWidth - tab.offsetWidth) / 2 });
    else element.scrollTo({ top: tab.offsetTop - (element.clientHeight - tab.offsetHeight) / 2 });
  }, [current, orientation]);

  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === current);
    const step = STEPS[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : step === undefined ? -1 : (at + step + tabs.length) % tabs.length;
    const next = tabs[to];
    if (!next) return;
    event.preventDefault();
    onChoose(next.value);
    bar.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus({ preventScroll: true });
  };

  const holder = tabs.find(({ value }) => value === current)?.within;
  const reached = tabs.some(({ value }) => value === current) ? current : tabs[0]?.value;
  return (
    <nav ref={bar} className={classNames(styles.bar, styles[orientation], styles[size])} aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          data-value={tab.value}
          lang={tab.lang}
          className={classNames(styles.tab, tab.within !== undefined && styles.within, tab.value === holder && styles.holder)}
          aria-current={tab.value === current ? 'true' : undefined}
          tabIndex={tab.value === reached ? 0 : -1}
          onClick={() => onChoose(tab.value)}
          onKeyDown={move}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </button>
      ))}
    </nav>
  );
}
