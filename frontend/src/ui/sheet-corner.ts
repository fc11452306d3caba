import { createContext, type ReactNode } from 'react';

/** What stands beside the cross of every sheet below: what must stay in reach while a sheet covers the rest. Told whether a picture lies under it. */
export const SheetCorner = createContext<((overPicture: boolean) => ReactNode) | null>(null);
