/** Loads the faces after the first paint: their list is 13 kB that no first screen has to wait for. */
export const loadFonts = (): Promise<unknown> => import('./pretendard.css');
