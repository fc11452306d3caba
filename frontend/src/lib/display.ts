import { type Held, hold } from './held.ts';

export const TEXT_SIZES = ['normal', 'large', 'largest'] as const;
export const CONTRASTS = ['device', 'high'] as const;

/** How a guest wants to see the screen. */
export interface Display {
  readonly textSize: (typeof TEXT_SIZES)[number];
  /** `device` goes by what the device says of its owner. */
  readonly contrast: (typeof CONTRASTS)[number];
}

const KEPT = 'tableorder.display';
const PLAIN: Display = { textSize: 'normal', contrast: 'device' };

function kept(): Display {
  try {
    const [textSize, contrast] = (localStorage.getItem(KEPT) ?? '').split(' ');
    return {
      textSize: TEXT_SIZES.find((size) => size === textSize) ?? PLAIN.textSize,
      contrast: CONTRASTS.find((one) => one === contrast) ?? PLAIN.contrast,
    };
  } catch (error) {
    if (error instanceof DOMException) return PLAIN;
    throw error;
  }
}

function keep(display: Display): void {
  try {
    if (display === PLAIN) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, `${display.textSize} ${display.contrast}`);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

const state = hold(PLAIN);
export const display: Held<Display> = { snapshot: state.snapshot, subscribe: state.subscribe };

const wantsMore = () => window.matchMedia('(prefers-contrast: more)');

/** On the page itself, where `tokens.css` goes by it. */
function show(): void {
  const { textSize, contrast } = state.snapshot();
  const { dataset } = document.documentElement;
  if (textSize === 'normal') delete dataset.text;
  else dataset.text = textSize;
  if (contrast === 'high' || wantsMore().matches) dataset.contrast = 'high';
  else delete dataset.contrast;
}

/** Before the first drawing: as it was chosen on this device, and as the device's owner has it. */
export function openDisplay(): void {
  state.set(kept());
  wantsMore().addEventListener('change', show);
  show();
}

export function chooseDisplay(change: Partial<Display>): void {
  state.set({ ...state.snapshot(), ...change });
  keep(state.snapshot());
  show();
}

/** A tablet begins plain with each party; a guest's own phone remembers. */
export function resetDisplay(): void {
  state.set(PLAIN);
  keep(PLAIN);
  show();
}
