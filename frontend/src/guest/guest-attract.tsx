import type { Locale } from '@tableorder/contract/locale';
import type { MenuItem } from '@tableorder/contract/menu';
import Hand from 'lucide-react/icons/hand';
import { useEffect, useState } from 'react';
import { useT } from '../i18n/guest.ts';
import { languageTag } from '../i18n/language.ts';
import { useModal } from '../ui/use-modal.ts';
import styles from './guest-attract.module.css';

/** Each in its own language: whoever sits down reads one of them. */
const TOUCH: Readonly<Record<Locale, string>> = {
  ko: '화면을 눌러 시작하세요',
  en: 'Touch to begin',
  ja: '画面をタッチしてください',
  zh: '触摸屏幕开始点餐',
};
/** Nothing stands in one place long enough to burn in. */
const EACH_MS = 14_000;
const MOST_PICTURES = 12;

export interface GuestAttractProps {
  readonly store: string;
  readonly table: number;
  /** Of the guests; the shop’s own stands first. */
  readonly languages: readonly [Locale, ...Locale[]];
  readonly items: readonly MenuItem[];
  readonly onBegin: () => void;
}

/** On a free table: the food, the number, and an invitation. The first touch takes it away. */
export function GuestAttract({ onBegin, ...shown }: GuestAttractProps) {
  const { t } = useT();
  const dialog = useModal({ open: true, locked: false, onClose: onBegin });
  return (
    <dialog ref={dialog} className={styles.attract} aria-label={shown.store}>
      <button type="button" className={styles.all} onClick={onBegin}>
        <span className="seen-by-readers-only">{t('guest.attract.name', { number: String(shown.table) })}</span>
        <Scene {...shown} />
      </button>
    </dialog>
  );
}

function Scene({ store, table, languages, items }: Omit<GuestAttractProps, 'onBegin'>) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const turning = setInterval(() => setTurn((before) => before + 1), EACH_MS);
    return () => clearInterval(turning);
  }, []);
  const item = items[turn % Math.max(1, Math.min(items.length, MOST_PICTURES))];
  const [locale, ...others] = languages;
  const side = item === undefined ? 'bare' : turn % 2 === 0 ? 'end' : 'start';
  return (
    <span className={styles.scene} data-side={side} aria-hidden="true">
      {item && (
        <span key={turn} className={styles.dish}>
          <img
            className={styles.picture}
            src={item.images.at(-1)?.url}
            srcSet={item.images.map(({ url, width }) => `${url} ${width}w`).join(', ')}
            sizes="(orientation: landscape) 60vw, 100vw"
            alt=""
            draggable={false}
          />
          <span className={styles.name}>{item.name}</span>
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.store}>{store}</span>
        <span className={styles.table}>{table}</span>
        <span className={styles.touch} lang={languageTag(locale)}>
          <Hand />
          {TOUCH[locale]}
        </span>
        <span className={styles.others}>
          {others.map((other) => (
            <span key={other} lang={languageTag(other)}>
              {TOUCH[other]}
            </span>
          ))}
        </span>
      </span>
    </span>
  );
}
