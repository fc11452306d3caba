import '../ui/base-style.css';
import { createRoot } from 'react-dom/client';
import { openSigning } from '../features/access/guest-sign.ts';
import { guestLanguage } from '../i18n/guest.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { openStorage } from '../lib/storage.ts';
import { loadFonts } from '../ui/load-fonts.ts';
import { GuestApp } from './guest-app.tsx';
import type { GuestShelves } from './guest-shelves.ts';
import { takeSecret } from './take-secret.ts';

const secret = takeSecret();
// Another QR code of the same table, opened in this tab, changes only what stands behind the `#`: no new page comes of itself.
addEventListener('hashchange', () => location.reload());
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const [start, storage] = await Promise.all([guestLanguage.open(), openStorage<GuestShelves>('tableorder-guest')]);
const signing = await openSigning(storage);
createRoot(root).render(
  <LanguageProvider start={start}>
    <GuestApp storage={storage} signing={signing} secret={secret} />
  </LanguageProvider>,
);
void loadFonts();
void storage.persist();
