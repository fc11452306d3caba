import type { BodyOf } from '@tableorder/contract/endpoint';
import type { StoreId } from '@tableorder/contract/ids';
import { invalidField, problem } from '@tableorder/contract/problem';
import { type changeSettings, DEFAULT_SETTINGS, guestSettings, type StoreSettings, settingsEvents } from '@tableorder/contract/settings';
import type { Store } from '@tableorder/contract/stores';
import { isTimeZone } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { findSettings, toStore, updateSettings } from './stores.sql.ts';

export interface SettingsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  /** The shop's zone or language is another: what is made by them, such as the menu's pages, is old. Said in the same transaction. */
  readonly placeChanged: (trx: Trx, storeId: StoreId) => Promise<void>;
}

/** What a store has decided, with the default for what it has not. Problem `not-found` for a store that is not there. */
export async function readStoreSettings(reading: Reading, storeId: StoreId): Promise<{ store: Store; settings: StoreSettings }> {
  const row = await reading.first(findSettings, { storeId });
  if (!row) throw problem('not-found', {});
  return { store: toStore(row), settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<StoreSettings>) } };
}

type Change = BodyOf<typeof changeSettings>;

/** Changes what is named and tells every screen. Problem `invalid` for a time zone that the runtime does not know. */
export function changeStoreSettings(
  deps: SettingsDeps,
  storeId: StoreId,
  who: Doer,
  { name, timeZone, locale, ...wanted }: Change,
): Promise<{ store: Store; settings: StoreSettings }> {
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalidField('/timeZone', 'time-zone');
  return deps.db.inStore(storeId, async (trx) => {
    const before = await readStoreSettings(trx, storeId);
    const store: Store = {
      ...before.store,
      name: name ?? before.store.name,
      timeZone: timeZone ?? before.store.timeZone,
      locale: locale ?? before.store.locale,
    };
    const settings: StoreSettings = { ...before.settings, ...wanted };
    await trx.run(updateSettings, { ...store, settings: JSON.stringify(settings) });
    await deps.events.append(
      trx,
      storeId,
      settingsEvents,
      'settings_updated',
      { kind: 'everyone' },
      {
        store,
        settings: guestSettings(settings),
      },
    );
    if (store.timeZone !== before.store.timeZone || store.locale !== before.store.locale) await deps.placeChanged(trx, storeId);
    await recordAct(trx, deps, storeId, who, {
      act: 'settings.change',
      subjectId: storeId,
      subject: store.name,
      details: differences({ ...before.store, ...before.settings }, { ...store, ...settings }),
    });
    return { store, settings };
  });
}

type Facts = Store & StoreSettings;

/** What changed, by name: `before → after`. */
function differences(before: Facts, after: Facts): Record<string, string> {
  const said = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const names = Object.keys(after) as (keyof Facts)[];
  return Object.fromEntries(
    names.filter((key) => said(before[key]) !== said(after[key])).map((key) => [key, `${said(before[key])} → ${said(after[key])}`]),
  );
}
