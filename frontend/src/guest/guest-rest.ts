/** All that stands over the menu, beside it, or in its place: fetched when the first screen is there. */
export { GuestJoinScreen } from '../features/access/guest-join-screen.tsx';
export { GuestOutScreen } from '../features/access/guest-out-screen.tsx';
export { GuestPairScreen } from '../features/access/guest-pair-screen.tsx';
export { GuestSearchResults } from '../features/menu/guest-search-results.tsx';
export { GuestCartPanel } from '../features/orders/guest-cart-panel.tsx';
export { GuestLeftOver } from '../features/orders/guest-left-over.tsx';
export { GuestWaiting } from '../features/waiting/guest-waiting.tsx';
export { LanguageCorner } from './guest-language.tsx';
export { GuestSheets } from './guest-sheets.tsx';
export { GuestTablet } from './guest-tablet.tsx';
