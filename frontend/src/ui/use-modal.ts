import { useEffect, useRef, useSyncExternalStore } from 'react';
import { standModal } from './top-modal.ts';

interface Modal {
  readonly open: boolean;
  readonly locked: boolean;
  readonly onClose: () => void;
  /** Where this medium matches it stands beside the page, which stays at work, instead of over it. */
  readonly beside?: string | undefined;
}

/**
 * The native modal, opened and closed by a value. Esc and a tap beside it ask to close, unless locked;
 * the focus goes back to where it came from.
 */
export function useModal({ open, locked, onClose, beside }: Modal) {
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = useRef(onClose);
  const isBeside = useMedium(beside);
  useEffect(() => {
    ask.current = locked ? () => undefined : onClose;
  });

  // Not a layout effect: React puts the focus back where it was while it commits, undoing what such a one does.
  useEffect(() => {
    const element = dialog.current;
    if (!open || element === null) return;
    const from = document.activeElement;
    const ended = new AbortController();
    let leave: (() => void) | null = null;
    if (isBeside) {
      element.show();
      window.addEventListener('keydown', (event) => isLoneEscape(event) && ask.current(), { signal: ended.signal });
    } else {
      element.showModal();
      leave = standModal(element);
    }
    listen(element, ended.signal, () => ask.current());
    return () => {
      ended.abort();
      leave?.();
      element.close();
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
  }, [open, isBeside]);
  return dialog;
}

/** A turned tablet has another width: the panel that stood beside the page then stands over it. */
function useMedium(medium: string | undefined): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = medium === undefined ? null : window.matchMedia(medium);
      list?.addEventListener('change', changed);
      return () => list?.removeEventListener('change', changed);
    },
    () => medium !== undefined && window.matchMedia(medium).matches,
  );
}

/** Esc that nothing above the panel is waiting for. */
const isLoneEscape = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog:modal') === null;

function listen(element: HTMLDialogElement, signal: AbortSignal, ask: () => void): void {
  let pressedBeside = false;
  const beside = (event: Event) => event.target === element;
  element.addEventListener(
    'cancel',
    (event) => {
      if (!beside(event)) return;
      event.preventDefault();
      ask();
    },
    { signal },
  );
  // Browsers close on a second Esc without asking; what shows it must hear of it. Not when it was only opened another way.
  element.addEventListener('close', (event) => beside(event) && !element.open && ask(), { signal });
  // A text selection that ends beside the sheet is not a tap beside it.
  element.addEventListener('pointerdown', (event) => (pressedBeside = beside(event)), { signal });
  element.addEventListener('click', (event) => pressedBeside && beside(event) && ask(), { signal });
}
