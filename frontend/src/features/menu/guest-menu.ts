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

const itemsOf = (menu: Menu) => new Map(menu.categories.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));

export function createGuestMenu(api: Api, first: Locale): GuestMenuStore {
  const state = hold<GuestMenu>({ menu: null, items: new Map(), failed: null, loading: true });
  let locale = first;
  let have: { readonly locale: Locale; readonly etag: string | null } | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const load = async () => {
    const asked = locale;
    const etag = have?.locale === asked ? have.etag : null;
    state.set({ ...state.snapshot(), loading: true });
    try {
      const answer = await api.call(readMenu, { query: { lang: asked }, etag });
      if (asked !== locale) return;
      have = { locale: asked, etag: answer.etag };
      const { menu, items } = state.snapshot();
      const fresh = answer.body === null ? { menu, items } : { menu: answer.body, items: itemsOf(answer.body) };
      state.set({ ...fresh, failed: null, loading: false });
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
