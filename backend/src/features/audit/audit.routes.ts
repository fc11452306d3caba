import { type exportAudit as Export, exportAudit, listAudit, MOST_EXPORTED } from '@tableorder/contract/audit';
import type { QueryOf } from '@tableorder/contract/endpoint';
import type { StoreId } from '@tableorder/contract/ids';
import { invalidField, problem } from '@tableorder/contract/problem';
import { dayRange, isLocalDay, localDay } from '@tableorder/contract/time';
import { type Cell, csvFile } from '../../http/csv.ts';
import { pageLimit } from '../../http/paging.ts';
import { answer, type Routes } from '../../http/route.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading } from '../../infra/db/db.ts';
import { recordAct } from './audit.commands.ts';
import { readEntries, type Sought } from './audit.reads.ts';

/** Lines read at a time for a file: between two of them others have their turn. */
const SLICE = 500;
/** The first and last days a cursor of the calendar can name. */
const [FIRST, LAST] = [0, Date.UTC(2999, 0, 1)];

export interface AuditRoutesDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** Where the store's calendar hangs; it stands to the right of the book. */
  readonly zoneOf: (reading: Reading, storeId: StoreId) => Promise<string>;
}

async function soughtBy({ db, zoneOf }: AuditRoutesDeps, storeId: StoreId, query: QueryOf<typeof Export>): Promise<Sought> {
  const { staffId = null, area = null, from, to, text = '' } = query;
  for (const [name, on] of Object.entries({ from, to }))
    if (on !== undefined && !isLocalDay(on)) throw invalidField(`/query/${name}`, 'calendar-day');
  const zone = await zoneOf(db, storeId);
  const { fromAt } = from === undefined ? { fromAt: FIRST } : dayRange(from, from, zone);
  const { toAt } = to === undefined ? { toAt: LAST } : dayRange(to, to, zone);
  return { storeId, staffId, area, fromAt, toAt, text: text.trim() };
}

export function auditRoutes(routes: Routes, deps: AuditRoutesDeps): void {
  const { db, clock, zoneOf } = deps;

  routes.implement(listAudit, async ({ principal: { storeId }, query }) => {
    const page = { cursor: query.cursor, limit: pageLimit(query.limit) };
    return answer(200, await readEntries(db, await soughtBy(deps, storeId, query), page));
  });

  routes.implement(exportAudit, async ({ principal, query, reply }) => {
    const { storeId } = principal;
    const sought = await soughtBy(deps, storeId, query);
    const zone = await zoneOf(db, storeId);
    const lines: Cell[][] = [['time', 'day', 'person', 'role', 'act', 'subject', 'details']];
    let cursor: string | undefined;
    do {
      const page = await readEntries(db, sought, { cursor, limit: SLICE });
      for (const { at, staffName, role, act, subject, details } of page.items) {
        const said = Object.entries(details).map(([name, value]) => `${name}: ${value ?? ''}`);
        lines.push([at, localDay(Date.parse(at), zone), staffName, role, act, subject, said.join('; ')]);
      }
      if (lines.length > MOST_EXPORTED + 1) throw problem('audit/too-many-lines', { most: MOST_EXPORTED });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const { from, to, area, text } = query;
    await db.inStore(storeId, (trx) =>
      recordAct(trx, deps, storeId, principal, {
        act: 'data.export',
        subjectId: null,
        subject: 'audit',
        details: { lines: lines.length - 1, from, to, area, text },
      }),
    );
    return csvFile(reply, `audit-${from ?? ''}${from || to ? '-' : ''}${to ?? localDay(clock.now(), zone)}`, lines);
  });
}
