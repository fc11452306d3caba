import { useEffect, useLayoutEffect, useRef } from 'react';

/** By the key's place on the keyboard, so that they also work while Hangul is being typed; `?` by what it types. */
export type Shortcut =
  | `Key${'N' | 'V' | 'S' | 'W' | 'O' | 'A' | 'Z' | 'J' | 'K' | 'R' | 'C' | 'M' | 'U'}`
  | `Digit${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `Numpad${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'Enter'}`
  | `Arrow${'Up' | 'Down' | 'Left' | 'Right'}`
  | 'Enter'
  | 'Space'
  | 'Escape'
  | '?';
export type Shortcuts = Partial<Readonly<Record<Shortcut, () => void>>>;

const TYPED_INTO = 'input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select, [contenteditable]';

/** Keys that press or move what has the focus, whatever else they could do. */
const PRESSES = new Set(['Enter', 'NumpadEnter', 'Space']);
const PRESSED = 'button, a[href], summary, label, [role=button], input';

/** Whether a key is for the page: not for a field, nor for what stands over the page, nor part of the browser's own. */
function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  if (event.target instanceof Element && event.target.closest(TYPED_INTO) !== null) return false;
  if (PRESSES.has(event.code) && event.target instanceof Element && event.target.closest(PRESSED) !== null) return false;
  return document.querySelector('dialog:modal') === null;
}

/** Single keys that act while this screen is shown. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const present = useRef(shortcuts);
  // With what is on the glass, not a frame later: the next key of a quick hand would act on the ticket chosen before.
  useLayoutEffect(() => {
    present.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isForThePage(event)) return;
      const act = event.key === '?' ? present.current['?'] : event.shiftKey ? undefined : present.current[event.code as Shortcut];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
