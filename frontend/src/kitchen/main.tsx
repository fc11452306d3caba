import '../ui/base-style.css';
import './kitchen-size.css';
import { createRoot } from 'react-dom/client';
import { createStaffApi } from '../features/access/staff-api.ts';
import { createSign } from '../features/access/staff-sign.ts';
import { kitchenLanguage } from '../i18n/kitchen.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { loadFonts } from '../ui/load-fonts.ts';
import { KitchenApp } from './kitchen-app.tsx';
import { openDevice } from './kitchen-device.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const device = openDevice();
const start = await kitchenLanguage.open();
const sign = createSign();
createRoot(root).render(
  <LanguageProvider start={start}>
    <KitchenApp sign={sign} api={createStaffApi(sign)} device={device} />
  </LanguageProvider>,
);
void loadFonts();
