import '../ui/base-style.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { loadFonts } from '../ui/load-fonts.ts';
import { Segmented } from '../ui/segmented.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { TopBar } from '../ui/top-bar.tsx';
import { Buttons } from './buttons.tsx';
import { Dishes } from './dishes.tsx';
import { Fields } from './fields.tsx';
import styles from './gallery.module.css';
import { Orders } from './orders.tsx';
import { States } from './states.tsx';

const THEMES = [
  { value: 'device', label: 'Device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

function Gallery() {
  const [theme, setTheme] = useState<'device' | 'light' | 'dark'>('device');
  const choose = (next: typeof theme) => {
    if (next === 'device') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return (
    <ToastProvider label="알림" dismissLabel="닫기">
      <TopBar
        title="5번 테이블"
        note="모든 부품"
        actions={<Segmented label="화면 밝기" options={THEMES} value={theme} onChange={choose} />}
      />
      <main className={styles.page}>
        <Dishes />
        <Orders />
        <Buttons />
        <Fields />
        <States />
      </main>
    </ToastProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(<Gallery />);
void loadFonts();
