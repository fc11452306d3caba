import * as access from '@tableorder/contract/access';
import * as audit from '@tableorder/contract/audit';
import * as backups from '@tableorder/contract/backups';
import * as board from '@tableorder/contract/board';
import * as calls from '@tableorder/contract/calls';
import * as carts from '@tableorder/contract/carts';
import * as checkout from '@tableorder/contract/checkout';
import * as devices from '@tableorder/contract/devices';
import * as displays from '@tableorder/contract/displays';
import type { Endpoint } from '@tableorder/contract/endpoint';
import type { EventShapes } from '@tableorder/contract/event';
import * as health from '@tableorder/contract/health';
import * as kitchen from '@tableorder/contract/kitchen';
import * as live from '@tableorder/contract/live';
import * as menu from '@tableorder/contract/menu';
import * as menuAdmin from '@tableorder/contract/menu.admin';
import * as menuExchange from '@tableorder/contract/menu.exchange';
import * as menuOptions from '@tableorder/contract/menu.options';
import * as menuPrices from '@tableorder/contract/menu.prices';
import * as orders from '@tableorder/contract/orders';
import * as people from '@tableorder/contract/people';
import * as printers from '@tableorder/contract/printers';
import * as problems from '@tableorder/contract/problem';
import * as publicMenu from '@tableorder/contract/public-menu';
import * as receipts from '@tableorder/contract/receipts';
import * as reports from '@tableorder/contract/reports';
import type { TSchema } from '@tableorder/contract/schema';
import * as settings from '@tableorder/contract/settings';
import * as stations from '@tableorder/contract/stations';
import * as stores from '@tableorder/contract/stores';
import * as tables from '@tableorder/contract/tables';
import * as waiting from '@tableorder/contract/waiting';

const MODULES: readonly Readonly<Record<string, unknown>>[] = [
  health,
  stores,
  settings,
  stations,
  audit,
  access,
  people,
  menu,
  publicMenu,
  menuAdmin,
  menuOptions,
  menuPrices,
  menuExchange,
  tables,
  devices,
  live,
  carts,
  orders,
  kitchen,
  waiting,
  printers,
  backups,
  displays,
  receipts,
  board,
  calls,
  checkout,
  reports,
  problems,
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isEndpoint = (value: unknown): value is Endpoint =>
  isObject(value) && typeof value.method === 'string' && typeof value.path === 'string' && Array.isArray(value.callers);
const isShape = (value: unknown): value is TSchema =>
  isObject(value) && ((value.type === 'object' && isObject(value.properties)) || (value.type === 'array' && isObject(value.items)));

/** What the contract's files export and `pick` knows, by name; one name twice would hide one of them. */
function collect<T>(pick: (name: string, value: unknown) => value is T): Readonly<Record<string, T>> {
  const found: Record<string, T> = {};
  for (const [name, value] of MODULES.flatMap((module) => Object.entries(module))) {
    if (!pick(name, value)) continue;
    if (name in found && found[name] !== value) throw new Error(`two exports of the contract are called ${name}`);
    found[name] = value;
  }
  return Object.freeze(found);
}

/** Every endpoint of the contract by its export's name. */
export const allEndpoints = collect((_, value): value is Endpoint => isEndpoint(value));

/** Every shape the contract gives a name. */
export const allShapes = collect((_, value): value is TSchema => isShape(value));

/** Every event of the stream with what it carries. */
export const allEvents: EventShapes = Object.freeze(
  Object.assign(
    {},
    ...Object.values(collect((name, value): value is EventShapes => name.endsWith('Events') && isObject(value) && !isEndpoint(value))),
  ),
);
