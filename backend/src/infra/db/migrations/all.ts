import type { Migration } from '../migrate.ts';
import { eventTables } from './0001-events.ts';
import { storeTables } from './0002-stores.ts';
import { accessTables } from './0003-access.ts';
import { menuTables } from './0004-menu.ts';
import { tableTables } from './0005-tables.ts';
import { orderTables } from './0006-orders.ts';
import { callTables } from './0007-calls.ts';
import { settingsAndAudit } from './0008-settings-and-audit.ts';
import { dailyNumbers } from './0009-daily-numbers.ts';
import { recommendations } from './0010-recommendations.ts';
import { deviceTables } from './0011-devices.ts';
import { tablePlaces } from './0012-table-places.ts';
import { menuLibrary } from './0013-menu-library.ts';
import { figures } from './0014-figures.ts';
import { peopleTables } from './0015-people.ts';
import { cartsAndReceipts } from './0016-carts-and-receipts.ts';
import { picturePlaceholders } from './0017-picture-placeholders.ts';
import { stationTables } from './0018-stations.ts';
import { kitchenTables } from './0019-kitchen.ts';
import { ordersByKey } from './0020-orders-by-key.ts';
import { printerTables } from './0021-printers.ts';
import { receiptTables } from './0022-receipts.ts';
import { waitingTables } from './0023-waiting.ts';
import { displayTables } from './0024-displays.ts';

/** In the order in which they run; a released one never changes. */
export const migrations: readonly Migration[] = [
  eventTables,
  storeTables,
  accessTables,
  menuTables,
  tableTables,
  orderTables,
  callTables,
  settingsAndAudit,
  dailyNumbers,
  recommendations,
  deviceTables,
  tablePlaces,
  menuLibrary,
  figures,
  peopleTables,
  cartsAndReceipts,
  picturePlaceholders,
  stationTables,
  kitchenTables,
  ordersByKey,
  printerTables,
  receiptTables,
  waitingTables,
  displayTables,
];
