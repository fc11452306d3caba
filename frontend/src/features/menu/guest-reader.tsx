import type { ALLERGENS } from '@tableorder/contract/menu';
import { createContext, type ReactNode, useContext } from 'react';

export type Allergen = (typeof ALLERGENS)[number];

/** Who reads the menu, and where. */
export interface MenuReader {
  /** Of the shop: hours are told on its clock. */
  readonly timeZone: string;
  /** What the party does not eat, marked on every dish that has it. */
  readonly avoided: readonly Allergen[];
  readonly onAvoid: (allergens: Allergen[]) => void;
}

const ReaderContext = createContext<MenuReader | null>(null);

export function MenuReaderProvider({ reader, children }: { readonly reader: MenuReader; readonly children: ReactNode }) {
  return <ReaderContext.Provider value={reader}>{children}</ReaderContext.Provider>;
}

export function useMenuReader(): MenuReader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error('the menu stands outside MenuReaderProvider');
  return reader;
}
