import type { MenuId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import { type Menu, type MenuItem, readMenu } from '@tableorder/contract/menu';
import type { Api } from '../../lib/api.ts';
import { ApiProblem, isFromTheLine } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';

export interface GuestMenu {
  /** Null until it came once; a menu that is here stays while a newer one is fetched. */
  readonly menu: Menu | null;
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  /** The last try failed and there is nothing to show: the request's id, or an empty text when nobody answered. */
  readonly failed: string | null;
  readonly loading: boolean;
}

export interface GuestMenuStore extends Held<GuestMenu> {
  /** Resolves when what is shown is at least as new as this call. Never rejects: failing is part of what is shown. */
  readonly reload: () => Promise<void>;
  readonly speak: (locale: Locale) => void;
}

/** A menu as this device has it: it is shown at once, and asked for anew under its ETag. */
export interface KeptMenu {
  readonly locale: Locale;
  readonly menu: Menu;
  readonly etag: string | null;
}
export interface MenuShelves {
  menu: KeptMenu;
}

export interface MenuSource {
  /** The menu in a language; null when it is still the one of this ETag. Rejects like any call. */
  readonly read: (locale: Locale, etag: string | null) => Promise<KeptMenu | null>;
  /** What is shown first, before anything is read. */
  readonly kept: KeptMenu | null;
  /** Told of each menu that came. */
  readonly keep?: (menu: KeptMenu) => void;
}

/** The menu of the table that this device is signed in at. */
export const readTableMenu =
  (api: Api): MenuSource['read'] =>
  async (locale, etag) => {
    const answer = await api.call(readMenu, { query: { lang: locale }, etag });
    return answer.body && { locale, menu: answer.body, etag: answer.etag };
  };

const itemsOf = (menu: Menu) => new Map(menu.categories.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));

export function createGuestMenu({ read, kept, keep }: MenuSource, first: Locale): GuestMenuStore {
  const shown = (menu: Menu | null) => ({ menu, items: menu === null ? new Map<MenuId, MenuItem>() : itemsOf(menu) });
  const state = hold<GuestMenu>({ ...shown(kept?.menu ?? null), failed: null, loading: true });
  let locale = first;
  let have = kept;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const load = async () => {
    const asked = locale;
    const etag = have?.locale === asked ? have.etag : null;
    state.set({ ...state.snapshot(), loading: true });
    try {
      const came = await read(asked, etag);
      if (asked !== locale) return;
      if (came !== null) {
        have = came;
        keep?.(came);
      }
      state.set({ ...(came === null ? state.snapshot() : shown(came.menu)), failed: null, loading: false });
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      state.set({ ...state.snapshot(), failed: error instanceof ApiProblem ? error.instance : '', loading: false });
    }
  };
  const start = () => {
    running = load().finally(() => {
      running = null;
    });
    return running;
  };
  // A reading under way may have been answered before the change: one more follows it, however many ask.
  const reload = (): Promise<void> => {
    if (!running) return start();
    next ??= running.then(() => {
      next = null;
      return start();
    });
    return next;
  };

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    reload,
    speak: (wanted) => {
      if (wanted === locale) return;
      locale = wanted;
      void reload();
    },
  };
}
