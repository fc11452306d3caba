import '../ui/base-style.css';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createStaffApi } from '../features/access/staff-api.ts';
import { createSign } from '../features/access/staff-sign.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { staffLanguage } from '../i18n/staff.ts';
import { ApiProblem } from '../lib/api-problem.ts';
import { loadFonts } from '../ui/load-fonts.ts';
import { App } from './app.tsx';
import { openTheme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
openTheme();
const start = await staffLanguage.open();
const sign = createSign();
const queries = new QueryClient({
  defaultOptions: {
    // A refusal stays a refusal; a line that broke may be back in a moment.
    queries: { retry: (count, error) => count < 2 && !(error instanceof ApiProblem), staleTime: 10_000 },
  },
});
createRoot(root).render(
  <LanguageProvider start={start}>
    <App sign={sign} api={createStaffApi(sign)} queries={queries} />
  </LanguageProvider>,
);
void loadFonts();
