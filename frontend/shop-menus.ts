import type { Locale } from '@tableorder/contract/locale';
import type { PublicMenu } from '@tableorder/contract/public-menu';

/** Longer than that a guest does not wait for a page: it comes without its menu then. */
const PATIENCE_MS = 1_500;
const MAX_KEPT = 256;

export interface ShopMenu {
  readonly shop: PublicMenu;
  /** Of the backend's answer: the same again means the same menu and the same shop. */
  readonly etag: string;
}

/** `away`: nobody answered in time, or is able to just now. */
export type ShopAnswer = ShopMenu | 'unknown' | 'away';

/** The menus of the shops as the backend last gave them, asked for anew each time under their ETag. */
export class ShopMenus {
  readonly #backendUrl: string;
  readonly #kept = new Map<string, ShopMenu>();
  readonly #flights = new Map<string, Promise<ShopAnswer>>();

  constructor(backendUrl: string) {
    this.#backendUrl = backendUrl;
  }

  /** `from` is the address of who asks. */
  read(code: string, lang: Locale | undefined, from: string): Promise<ShopAnswer> {
    const key = `${code} ${lang ?? ''}`;
    const running = this.#flights.get(key);
    if (running) return running;
    const flight = this.#ask(key, code, lang, from).finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #ask(key: string, code: string, lang: Locale | undefined, from: string): Promise<ShopAnswer> {
    const known = this.#kept.get(key);
    const query = new URLSearchParams(lang === undefined ? { store: code } : { store: code, lang });
    try {
      const response = await fetch(new URL(`/api/public/menu?${query}`, this.#backendUrl), {
        headers: { 'x-forwarded-for': from, ...(known ? { 'if-none-match': known.etag } : {}) },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status === 304 && known) return known;
      if (response.status !== 200) {
        await response.body?.cancel();
        return response.status === 404 || response.status === 400 ? 'unknown' : 'away';
      }
      const made = { shop: (await response.json()) as PublicMenu, etag: response.headers.get('etag') ?? '' };
      this.#keep(key, made);
      return made;
    } catch (error) {
      // The line to the backend; the page comes without its menu and says itself what is wrong.
      if (error instanceof TypeError || (error instanceof DOMException && /Timeout|Abort/.test(error.name))) return 'away';
      throw error;
    }
  }

  #keep(key: string, menu: ShopMenu): void {
    this.#kept.delete(key);
    this.#kept.set(key, menu);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
