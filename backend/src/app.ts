import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { accessRoutes } from './features/access/access.routes.ts';
import { asStaff, SignIns } from './features/access/access.sign-ins.ts';
import { auditRoutes } from './features/audit/audit.routes.ts';
import type { BackupDesk } from './features/backups/backups.desk.ts';
import { backupsRoutes } from './features/backups/backups.routes.ts';
import { boardRoutes } from './features/board/board.routes.ts';
import { callsRoutes } from './features/calls/calls.routes.ts';
import { cartsRoutes } from './features/carts/carts.routes.ts';
import { checkoutRoutes } from './features/checkout/checkout.routes.ts';
import { devicesRoutes } from './features/devices/devices.routes.ts';
import { displaysRoutes } from './features/displays/displays.routes.ts';
import { kitchenRoutes } from './features/kitchen/kitchen.routes.ts';
import { LiveHub } from './features/live/live.hub.ts';
import { Presence } from './features/live/live.presence.ts';
import { liveRoutes, tokenReader } from './features/live/live.routes.ts';
import { Tickets } from './features/live/live.tickets.ts';
import { menuChanged } from './features/menu/menu.changes.ts';
import { menuRoutes } from './features/menu/menu.routes.ts';
import { totalOfSession } from './features/orders/orders.reads.ts';
import { ordersRoutes } from './features/orders/orders.routes.ts';
import { printersRoutes } from './features/printers/printers.routes.ts';
import { receiptsRoutes } from './features/receipts/receipts.routes.ts';
import { reportsRoutes } from './features/reports/reports.routes.ts';
import { stationsRoutes } from './features/stations/stations.routes.ts';
import { zoneOfStore } from './features/stores/stores.reads.ts';
import { storesRoutes } from './features/stores/stores.routes.ts';
import { tablesRoutes } from './features/tables/tables.routes.ts';
import { asGuest, asVisitor } from './features/tables/tables.sign-in.ts';
import { waitingRoutes } from './features/waiting/waiting.routes.ts';
import { showGauges } from './gauges.ts';
import { serveDocuments } from './http/documents.ts';
import { serveHealth } from './http/health.ts';
import { serveMetrics } from './http/metrics.ts';
import { makeServer, type ServerSettings } from './http/server.ts';
import { registerUploads, serveUploads } from './http/upload.ts';
import type { Bus } from './infra/bus/bus.ts';
import type { Cache } from './infra/cache/cache.ts';
import type { Clock } from './infra/clock/clock.ts';
import type { Passwords } from './infra/crypto/passwords.ts';
import type { Seals } from './infra/crypto/seals.ts';
import type { Tokens } from './infra/crypto/tokens.ts';
import type { Db } from './infra/db/db.ts';
import type { Events } from './infra/events/events.ts';
import type { Files } from './infra/files/files.ts';
import type { Pictures } from './infra/files/pictures.ts';
import type { Log } from './infra/log/log.ts';
import type { Metrics } from './infra/metrics/metrics.ts';
import type { Network } from './infra/network/network.ts';
import type { Printer } from './infra/printer/printer.ts';
import type { Raster } from './infra/raster/raster.ts';

/** The interface's version on the documents' pages. */
const VERSION = '1.0';

/** Every port, opened by `wire.ts`. A feature takes the few it uses. */
export interface Ports {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  readonly bus: Bus;
  readonly cache: Cache;
  readonly files: Files;
  readonly pictures: Pictures;
  readonly passwords: Passwords;
  readonly seals: Seals;
  readonly tokens: Tokens;
  readonly events: Events;
  readonly metrics: Metrics;
  readonly printer: Printer;
  readonly raster: Raster;
  readonly backups: BackupDesk;
  readonly network: Network;
}

export interface App {
  readonly server: FastifyInstance;
  readonly hub: LiveHub;
  readonly signIns: SignIns;
}

/** The features in their order: each may use those before it, none those after. */
export async function makeApp(ports: Ports, checkReplies: ServerSettings['checkReplies'] = null): Promise<App> {
  const { config, clock, log, db, bus, cache, files, events, metrics } = ports;
  const signIns = new SignIns(ports);
  const tickets = new Tickets({ ...ports, counter: cache });
  const hub = new LiveHub({ events, bus, clock, log, signIns, stream: config.sse, metrics });
  const presence = new Presence(bus, hub, config.bus.kind === 'memory' ? 'one' : 'several');
  const server = await makeServer({ corsOrigins: config.cors.origins, trustedProxies: config.trustedProxies, checkReplies }, ports, {
    tokenOf: tokenReader(tickets),
    async identify(token, asked) {
      const signIn = await signIns.read(token);
      if (signIn.kind === 'staff') return asStaff(signIn);
      return asked === 'shop' ? asVisitor(signIn) : asGuest(db, signIn);
    },
  });
  const { app, routes } = server;
  const signingIn = { ...ports, signIns, adminMs: config.jwt.adminMs, tableMs: config.jwt.tableMs, loginLimits: config.limits.signIn };

  await registerUploads(app, config.uploads.maxBytes);
  serveUploads(app, files);
  serveHealth(routes, ports);
  serveDocuments(app, VERSION);
  showGauges(ports, hub);
  serveMetrics(app, metrics, config.metrics.readers);

  auditRoutes(routes, { db, clock, zoneOf: zoneOfStore });
  storesRoutes(routes, { db, clock, events, placeChanged: (trx, storeId) => menuChanged(trx, ports, storeId, []) });
  stationsRoutes(routes, { db, clock, events, itemsMoved: (trx, storeId, menuIds) => menuChanged(trx, ports, storeId, menuIds) });
  accessRoutes(routes, { ...signingIn, standingToken: config.setupToken });
  menuRoutes(routes, { ...ports, maxBytes: config.uploads.maxBytes, uploadsPerMinute: config.limits.uploadsPerMinute });
  tablesRoutes(routes, { ...signingIn, publicUrl: config.publicUrl, totalOf: totalOfSession });
  liveRoutes(routes, { hub, db, tickets, events, clock, log });
  devicesRoutes(routes, {
    ...signingIn,
    presence,
    reach: { publicUrl: config.publicUrl, host: config.host, port: config.ports.frontend },
  });
  cartsRoutes(routes, { db, clock, events, cache });
  ordersRoutes(routes, { db, clock, events, cache, ordersPerMinute: config.limits.ordersPerMinute });
  kitchenRoutes(routes, { db, clock, events, cache });
  waitingRoutes(routes, { db, clock, events });
  printersRoutes(routes, ports);
  displaysRoutes(routes, { db, clock, events, cache });
  receiptsRoutes(routes, { db, clock, events, cache });
  callsRoutes(routes, { db, clock, events });
  checkoutRoutes(routes, { db, clock, events, cache, signIns });
  boardRoutes(routes, { db, clock, events });
  reportsRoutes(routes, { db, clock });
  backupsRoutes(routes, ports);

  // An open stream would keep the server from closing.
  app.addHook('preClose', async () => {
    presence.close();
    hub.close();
    await signIns.close();
  });
  return { server: app, hub, signIns };
}
