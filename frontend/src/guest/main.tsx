import '../ui/base-style.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { openSigning } from '../features/access/guest-sign.ts';
import { guestLanguage } from '../i18n/guest.ts';
import { LanguageProvider } from '../i18n/language-provider.tsx';
import { openDisplay } from '../lib/display.ts';
import { openStorage } from '../lib/storage.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { loadFontsKindly } from '../ui/load-fonts.ts';
import { GuestApp } from './guest-app.tsx';
import { partyCode, rest } from './guest-later.tsx';
import { readPage, TAKEN_OVER } from './guest-page.ts';
import type { GuestShelves } from './guest-shelves.ts';
import { keepOffline } from './guest-updates.ts';
import { takeVisit } from './guest-visit.ts';
import { isWide } from './use-wide.ts';

openDisplay();
const visit = takeVisit();
const page = readPage();
// Another QR code of the same table, opened in this tab, changes only what stands behind the `#`: no new page comes of itself.
addEventListener('hashchange', () => location.reload());
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const [start, storage] = await Promise.all([guestLanguage.open(page?.shop.locale), openStorage<GuestShelves>('tableorder-guest')]);
const signing = await openSigning(storage);
// Whoever is at the table, or about to be, needs the rest at once; who reads the menu has it when the first screen is there.
if (signing.snapshot().kind === 'in' || visit?.secret) void partyCode.load();
if (page === null || isWide()) void rest.load();
const app = (
  <LanguageProvider start={start}>
    <GuestApp storage={storage} signing={signing} visit={visit} page={page} />
  </LanguageProvider>
);
// The server wrote a phone's page: a wide screen is drawn over it anew.
if (page !== null && !isWide()) hydrateRoot(root, app);
else createRoot(root).render(app);
document.dispatchEvent(new Event(TAKEN_OVER));
void storage.persist();
// The first screen has the line to itself.
await whenIdle();
void loadFontsKindly();
keepOffline();
