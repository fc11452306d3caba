import type { StationId } from '@tableorder/contract/ids';
import { type Held, hold } from '../lib/held.ts';

/** What only this screen keeps. `station`: null until it is chosen, `pass` for every order whole. */
export interface Device {
  readonly station: StationId | 'pass' | null;
  readonly theme: 'dark' | 'light';
  readonly text: 'normal' | 'large' | 'largest';
  readonly allergens: 'noted' | 'always';
  readonly quiet: boolean;
  readonly allDay: boolean;
}

const KEPT = 'tableorder.kitchen';
const FIRST: Device = { station: null, theme: 'dark', text: 'normal', allergens: 'noted', quiet: false, allDay: false };

/** Storage that a browser forbids, or that holds something else, only means that the choice is made again. */
function kept(): Device {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Device>) };
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return FIRST;
    throw error;
  }
}

function keep(device: Device): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(device));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** On the page itself, where `tokens.css` goes by it. */
function show({ theme, text }: Device): void {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  if (text === 'normal') delete dataset.text;
  else dataset.text = text;
}

export interface DeviceKeeper extends Held<Device> {
  readonly put: (change: Partial<Device>) => void;
}

export function openDevice(): DeviceKeeper {
  const held = hold(kept());
  show(held.snapshot());
  return {
    snapshot: held.snapshot,
    subscribe: held.subscribe,
    put: (change) => {
      const next = { ...held.snapshot(), ...change };
      keep(next);
      show(next);
      held.set(next);
    },
  };
}
