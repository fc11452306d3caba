import { type Api, createApi } from '../../lib/api.ts';
import type { Sign } from './staff-sign.ts';

/** A staff token is not renewed: eight hours after the sign-in, or when it was ended elsewhere, the person signs in again. */
export const createStaffApi = (sign: Sign): Api =>
  createApi({
    token: () => sign.present()?.token ?? null,
    onUnauthorized: () => {
      sign.end();
      return null;
    },
  });
