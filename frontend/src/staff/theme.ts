export const THEMES = ['device', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'tableorder.staff.theme';
const isTheme = (word: string | null): word is Theme => THEMES.some((theme) => theme === word);

export function presentTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEPT);
    return isTheme(kept) ? kept : 'device';
  } catch (error) {
    if (error instanceof DOMException) return 'device';
    throw error;
  }
}

function show(theme: Theme): void {
  if (theme === 'device') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  show(theme);
  try {
    localStorage.setItem(KEPT, theme);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Theme and density for this device. Dense where a mouse points on a large screen; fingers keep their room. */
export function openTheme(): void {
  show(presentTheme());
  const desk = window.matchMedia('(min-width: 1440px) and (hover: hover) and (pointer: fine)');
  const fit = () => {
    if (desk.matches) document.documentElement.dataset.density = 'dense';
    else delete document.documentElement.dataset.density;
  };
  desk.addEventListener('change', fit);
  fit();
}

/** Dark whatever was chosen: a wall that glares is turned off. Gives the way back. */
export function showDark(): () => void {
  show('dark');
  return () => show(presentTheme());
}
