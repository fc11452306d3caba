import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Locale } from '@tableorder/contract/locale';
import type { OpenShop } from './shop-test.ts';

const WORDS = join(import.meta.dirname, '../../frontend/src/i18n');

export type Say = (key: string, params?: Readonly<Record<string, string>>) => string;

/** The words of the staff's app as a screen says them, by their keys. */
export function wordsOf(locale: Locale): Say {
  const folder = join(WORDS, locale);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const words = Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))) as Record<string, string>;
  return (key, params = {}) => {
    const text = words[key];
    if (text === undefined) throw new Error(`no words for ${key} in ${locale}`);
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  };
}

export interface Visit {
  readonly page: Page;
  readonly say: Say;
  readonly shop: OpenShop;
  /** A table with a party, its orders and a call. */
  readonly busy: string;
  /** An order nobody has taken yet. */
  readonly order: string;
  readonly session: string;
}
export interface Screen {
  readonly name: string;
  /** Brings it in sight, from anywhere; resolves when it is whole. */
  readonly open: (visit: Visit) => Promise<unknown>;
}

/** To a place within the app, as its own links go there: nothing is loaded anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), `/staff${path}`);
}

const settled = async (page: Page): Promise<void> => {
  await page.getByRole('main').first().waitFor();
  await expect(page.locator('[role="status"][aria-label]:visible')).toHaveCount(0);
};
const place = (name: string, path: string): Screen => ({
  name,
  open: async ({ page }) => {
    await goTo(page, path);
    await settled(page);
  },
});
const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true }).first();
/** A sheet opened by a button of a place. */
const sheet = (name: string, path: string, press: (visit: Visit) => Promise<unknown>): Screen => ({
  name,
  open: async (visit) => {
    await goTo(visit.page, path);
    await settled(visit.page);
    await press(visit);
    await visit.page.getByRole('dialog').waitFor();
  },
});
const card = ({ page, busy }: Visit) => page.locator(`[data-table="${busy}"]`).first();
const openTable = async (visit: Visit) => {
  await card(visit).getByRole('button').first().click();
  await visit.page.getByRole('dialog').waitFor();
};
/** The board as a list of cards. */
const board = async ({ page, say }: Visit) => {
  const list = button(page, say('staff.board.look.list'));
  if (await list.isVisible()) await list.click();
  await page.getByRole('article').first().waitFor();
};
const plan = async ({ page, say }: Visit) => {
  const look = button(page, say('staff.board.look.plan'));
  if (await look.isVisible()) await look.click();
  await button(page, say('staff.plan.arrange')).waitFor();
};
const plain = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const startsWith = (text: string) => new RegExp(`^${plain(text)}`);

export const SCREENS: readonly Screen[] = [
  {
    name: 'board',
    open: async (visit) => {
      await goTo(visit.page, '/');
      await board(visit);
    },
  },
  sheet('table', '/', async (visit) => {
    await board(visit);
    await openTable(visit);
  }),
  sheet('order', '/', async (visit) => {
    await board(visit);
    await openTable(visit);
    await visit.page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`${plain(visit.say('staff.order.open'))}$`) })
      .first()
      .click();
    await visit.page.getByRole('heading', { name: visit.say('staff.order.timeline') }).waitFor();
  }),
  sheet('closing a table', '/', async (visit) => {
    await board(visit);
    await openTable(visit);
    await visit.page
      .getByRole('dialog')
      .getByRole('button', { name: startsWith(visit.say('staff.close.open')) })
      .click();
    await visit.page.getByRole('button', { name: visit.say('staff.close.complete-all') }).waitFor();
  }),
  sheet('moving a party', '/', async (visit) => {
    await board(visit);
    await openTable(visit);
    await button(visit.page.getByRole('dialog'), visit.say('staff.move.open')).click();
    await visit.page.getByRole('radio', { name: visit.say('staff.move.merge') }).waitFor({ state: 'attached' });
  }),
  sheet('shortcuts', '/', async (visit) => {
    await board(visit);
    await visit.page.keyboard.press('?');
  }),
  {
    name: 'floor plan',
    open: async (visit) => {
      await goTo(visit.page, '/');
      await plan(visit);
    },
  },
  {
    name: 'arranging',
    open: async (visit) => {
      await goTo(visit.page, '/');
      await plan(visit);
      await button(visit.page, visit.say('staff.plan.arrange')).click();
      await button(visit.page, visit.say('staff.plan.save')).waitFor();
    },
  },
  {
    name: 'taking an order down',
    open: async (visit) => {
      await goTo(visit.page, `/tables/${visit.busy}/order`);
      await visit.page.getByRole('searchbox').waitFor();
      await settled(visit.page);
    },
  },
  {
    name: 'changing an order',
    open: async (visit) => {
      await goTo(visit.page, `/tables/${visit.busy}/orders/${visit.order}`);
      await visit.page.getByRole('searchbox').waitFor();
      await settled(visit.page);
    },
  },
  place('calls', '/calls'),
  place('tables', '/tables'),
  sheet('a table’s form', '/tables', ({ page, say }) => button(page, say('staff.tables.add')).click()),
  sheet('pairing', '/tables', async ({ page, say }) => {
    await page
      .getByRole('listitem')
      .getByRole('button', { name: new RegExp(say('staff.tables.pair', { place: '.*' })) })
      .first()
      .click();
    await page.getByText(say('staff.pairing.code')).waitFor();
  }),
  sheet('a QR code', '/tables', async ({ page, say }) => {
    await page
      .getByRole('listitem')
      .getByRole('button', { name: new RegExp(say('staff.tables.qr', { place: '.*' })) })
      .first()
      .click();
    await page.getByRole('dialog').locator('img, svg[role=img]').first().waitFor();
  }),
  sheet('printing QR codes', '/tables', ({ page, say }) => button(page, say('staff.qr-print.open')).click()),
  {
    name: 'a table’s past',
    open: async (visit) => {
      await goTo(visit.page, `/tables/${visit.busy}/history`);
      await settled(visit.page);
    },
  },
  place('tablets', '/devices'),
  place('menu', '/menu'),
  sheet('an item', '/menu', async ({ page, say }) => {
    await page
      .getByRole('button', { name: new RegExp(`^${say('staff.menu.edit', { name: '.*' })}$`) })
      .first()
      .click();
  }),
  sheet('a new item', '/menu', ({ page, say }) => button(page, say('staff.menu.add')).click()),
  sheet('categories', '/menu', ({ page, say }) => button(page, say('staff.menu.categories')).click()),
  sheet('option groups', '/menu', ({ page, say }) => button(page, say('staff.menu.library')).click()),
  sheet('prices', '/menu', ({ page, say }) => button(page, say('staff.menu.prices')).click()),
  sheet('menu files', '/menu', ({ page, say }) => button(page, say('staff.menu.files')).click()),
  place('past orders', '/history'),
  {
    name: 'a past order',
    open: async (visit) => {
      await goTo(visit.page, `/history?order=${visit.order}`);
      await visit.page.getByRole('dialog').waitFor();
      await settled(visit.page);
    },
  },
  {
    name: 'a past party',
    open: async (visit) => {
      await goTo(visit.page, `/history?party=${visit.session}`);
      await visit.page.getByRole('dialog').waitFor();
      await settled(visit.page);
    },
  },
  {
    name: 'record of an order',
    open: async (visit) => {
      await goTo(visit.page, `/orders/${visit.order}/record`);
      await visit.page.getByRole('list', { name: visit.say('staff.record.list') }).waitFor();
      await settled(visit.page);
    },
  },
  sheet('the kitchen is busy', '/', ({ page, say }) => button(page, say('staff.busy.title')).click()),
  place('figures of a day', '/figures'),
  place('figures of days', '/figures?view=range'),
  place('figures of dishes', '/figures?view=items'),
  place('closed days', '/figures?view=closings'),
  sheet('closing a day', '/figures', async ({ page, say }) => {
    await page
      .getByRole('button', { name: startsWith(say('staff.figures.close.title')) })
      .first()
      .click();
  }),
  place('people', '/people'),
  sheet('adding a person', '/people', ({ page, say }) => button(page, say('staff.people.add')).click()),
  sheet('a person', '/people', async ({ page, say }) => {
    await page
      .getByRole('button', { name: new RegExp(`^${say('staff.people.change.of', { name: '.*' })}$`) })
      .first()
      .click();
  }),
  place('roles', '/people/roles'),
  {
    name: 'own account',
    open: async ({ page, say }) => {
      await goTo(page, '/me');
      await settled(page);
      for (const key of ['staff.me.pin.set', 'staff.me.factor.start']) {
        const open = button(page, say(key));
        if (await open.isVisible()) await open.click();
      }
    },
  },
  place('audit', '/audit'),
  place('settings', '/settings'),
  place('backups', '/settings/backups'),
  place('addresses', '/devices/addresses'),
  sheet('station', '/settings', ({ page, say }) => button(page, say('staff.stations.add')).click()),
  {
    name: 'printers',
    open: async (visit) => {
      await goTo(visit.page, '/settings/printers');
      await visit.page.getByRole('article').nth(1).waitFor();
    },
  },
  sheet('a printer', '/settings/printers', async ({ page, say }) => {
    await page
      .getByRole('button', { name: startsWith(say('staff.printers.change', { name: '' }).trim()) })
      .or(page.getByRole('button', { name: new RegExp(`${plain(say('staff.printers.change', { name: '' }).trim())}$`) }))
      .first()
      .click();
  }),
  sheet('a ticket’s picture', '/settings/printers', async ({ page, say }) => {
    await page
      .getByRole('button', { name: startsWith(say('staff.printers.job.look')) })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('img').waitFor();
  }),
  place('wall', '/wall'),
];

/** Back to where nothing stands over the page. */
export async function leave(page: Page, say: Say): Promise<void> {
  for (let tries = 0; tries < 3 && (await page.locator('dialog[open]').count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    const away = button(page, say('staff.menu.leave.go'));
    await page.waitForTimeout(0);
    if (await away.isVisible()) await away.click();
    await page
      .locator('dialog[open]')
      .first()
      .waitFor({ state: 'hidden', timeout: 1000 })
      .catch(() => {});
  }
  const stop = button(page, say('staff.plan.leave'));
  if (await stop.isVisible()) await stop.click();
}
