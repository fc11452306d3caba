import type { Visit } from '../features/access/guest-joining.ts';
import { takeSecret } from './take-secret.ts';

/** The table of a QR link, if this is one. */
export function visitOf(path: string, secret: string | null): Visit | null {
  const [, area, store = '', number = ''] = path.split('/');
  return area === 't' ? { store, tableNumber: Number(number), secret } : null;
}

export const takeVisit = (): Visit | null => visitOf(location.pathname, takeSecret());
