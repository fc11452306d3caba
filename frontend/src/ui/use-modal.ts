import { useEffect, useRef } from 'react';

/**
 * The native modal, opened and closed by a value. Esc and a tap beside it ask to close, unless locked;
 * the focus goes back to where it came from.
 */
export function useModal({ open, locked, onClose }: { open: boolean; locked: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = useRef(onClose);
  useEffect(() => {
    ask.current = locked ? () => undefined : onClose;
  });

  // Not a layout effect: React puts the focus back where it was while it commits, undoing what such a one does.
  useEffect(() => {
    const element = dialog.current;
    if (!open || element === null) return;
    const from = document.activeElement;
    element.showModal();
    const ended = new AbortController();
    listen(element, ended.signal, () => ask.current());
    return () => {
      ended.abort();
      element.close();
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
  }, [open]);
  return dialog;
}

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
  // Browsers close on a second Esc without asking; what shows it must hear of it.
  element.addEventListener('close', (event) => beside(event) && ask(), { signal });
  // A text selection that ends beside the sheet is not a tap beside it.
  element.addEventListener('pointerdown', (event) => (pressedBeside = beside(event)), { signal });
  element.addEventListener('click', (event) => pressedBeside && beside(event) && ask(), { signal });
}
