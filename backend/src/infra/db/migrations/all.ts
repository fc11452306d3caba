import type { Migration } from '../migrate.ts';
import { eventTables } from './0001-events.ts';
import { storeTables } from './0002-stores.ts';
import { accessTables } from './0003-access.ts';
import { menuTables } from './0004-menu.ts';
import { tableTables } from './0005-tables.ts';
import { orderTables } from './0006-orders.ts';
import { callTables } from './0007-calls.ts';

/** In the order in which they run; a released one never changes. */
export const migrations: readonly Migration[] = [eventTables, storeTables, accessTables, menuTables, tableTables, orderTables, callTables];
