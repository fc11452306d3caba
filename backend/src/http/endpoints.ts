import * as access from '@tableorder/contract/access';
import * as board from '@tableorder/contract/board';
import * as calls from '@tableorder/contract/calls';
import * as checkout from '@tableorder/contract/checkout';
import type { Endpoint } from '@tableorder/contract/endpoint';
import type { EventShapes } from '@tableorder/contract/event';
import * as health from '@tableorder/contract/health';
import * as live from '@tableorder/contract/live';
import * as menu from '@tableorder/contract/menu';
import * as orders from '@tableorder/contract/orders';
import * as problems from '@tableorder/contract/problem';
import type { TSchema } from '@tableorder/contract/schema';
import * as stores from '@tableorder/contract/stores';
import * as tables from '@tableorder/contract/tables';

const MODULES: readonly Readonly<Record<string, unknown>>[] = [
  health,
  stores,
  access,
  menu,
  tables,
  live,
  orders,
  board,
  calls,
  checkout,
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
