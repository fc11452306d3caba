import '../ui/base-style.css';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { staffLanguage, useT } from '../i18n/staff.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { loadFonts } from '../ui/load-fonts.ts';

function Opening() {
  const { t } = useT();
  return <EmptyState title={t('ui.loading')} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const start = await staffLanguage.open();
createRoot(root).render(
  <LanguageProvider start={start}>
    <Opening />
  </LanguageProvider>,
);
void loadFonts();
