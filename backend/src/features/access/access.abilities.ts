import { type Endpoint, type Role, STAFF } from '@tableorder/contract/endpoint';
import { ABILITIES, type Ability, type AbilityArea } from '@tableorder/contract/people';

type Rule = readonly [Ability, AbilityArea, RegExp];

/** What a request is for, in the words of the screen: the first rule that fits method and path. */
const RULES: readonly Rule[] = [
  ['order-delete', 'orders', /^DELETE \/api\/admin\/orders/],
  ['order-step', 'orders', /^(PATCH \/api\/admin\/orders\/\{orderId\}\/status|POST \/api\/admin\/orders\/\{orderId\}\/taken)$/],
  ['order-see', 'orders', /^POST \/api\/admin\/orders\/seen$/],
  ['order-see', 'orders', /^(GET \/api\/admin\/displays|POST \/api\/admin\/displays\/report)$/],
  ['order-place', 'orders', /^(POST|PATCH) \/api\/admin\/orders/],
  ['order-export', 'orders', /^GET \/api\/admin\/orders\.csv$/],
  ['kitchen-see', 'kitchen', /^GET \/api\/admin\/kitchen/],
  ['kitchen-cook', 'kitchen', /^\w+ \/api\/admin\/kitchen/],
  ['kitchen-see', 'kitchen', /^GET \/api\/admin\/busy$/],
  ['busy-switch', 'kitchen', /^\w+ \/api\/admin\/busy$/],
  ['station-see', 'kitchen', /^GET \/api\/admin\/stations/],
  ['station-change', 'kitchen', /^\w+ \/api\/admin\/stations/],
  ['call-done', 'orders', /^POST \/api\/admin\/calls/],
  ['table-serve', 'tables', /^POST \/api\/admin\/(tables\/\{tableId\}\/(complete|move|merge)|sessions|join-requests)/],
  [
    'order-see',
    'orders',
    /^(GET \/api\/admin\/(board|orders|sessions|events|calls|tables\/\{tableId\}\/history)|POST \/api\/events\/ticket)/,
  ],
  [
    'device-see',
    'tables',
    /^(GET \/api\/admin\/devices|(GET|POST|DELETE) \/api\/admin\/tables\/\{tableId\}\/(pairing-code|devices|qr(\.\w+)?)$|GET \/api\/admin\/tables\/qr)/,
  ],
  ['table-see', 'tables', /^GET \/api\/admin\/tables/],
  ['table-arrange', 'tables', /^(POST|PUT|PATCH|DELETE) \/api\/admin\/(tables|devices|displays)/],
  ['menu-availability', 'menu', /^PATCH \/api\/admin\/menus\/\{menuId\}\/availability$/],
  ['menu-change', 'menu', /^((POST|PUT|PATCH|DELETE) \/api\/admin\/(menus|categories|option-groups)|GET \/api\/admin\/menus\/export)/],
  ['menu-see', 'menu', /^GET \/api\/(admin\/)?(menus|categories|option-groups)/],
  ['day-close', 'figures', /^POST \/api\/admin\/reports/],
  ['figures-see', 'figures', /^GET \/api\/admin\/reports/],
  ['own-second-factor', 'people', /^(POST|PUT) \/api\/admin\/me\/second-factor$/],
  ['own-account', 'people', /^\w+ \/api\/(admin\/me|auth\/)/],
  ['people-see', 'people', /^GET \/api\/admin\/(staff|roles)/],
  ['people-change', 'people', /^(POST|PATCH|DELETE) \/api\/admin\/staff/],
  ['printer-see', 'shop', /^GET \/api\/admin\/(printers|print-jobs)$/],
  ['printer-change', 'shop', /^\w+ \/api\/admin\/(printers|print-jobs)/],
  ['settings-see', 'shop', /^GET \/api\/admin\/settings/],
  ['settings-change', 'shop', /^PATCH \/api\/admin\/settings/],
  ['backup-make', 'shop', /^\w+ \/api\/admin\/backups$/],
  ['audit-see', 'shop', /^GET \/api\/admin\/audit/],
];

export interface AbilityRow {
  readonly area: AbilityArea;
  readonly ability: Ability;
  readonly roles: readonly Role[];
  readonly endpoints: readonly Endpoint[];
}

const rolesOf = ({ callers }: Endpoint): Role[] => STAFF.filter((role) => callers.includes(role));

/** What each role may do, from the callers that the endpoints name: one row for what is allowed to the same roles for the same purpose. */
export function abilitiesOf(endpoints: readonly Endpoint[]): AbilityRow[] {
  const rows: AbilityRow[] = [];
  const byPath = endpoints.toSorted((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1));
  for (const [ability, area] of new Map(RULES.map(([one, of]) => [one, of]))) {
    const meant = byPath.filter((endpoint) => rolesOf(endpoint).length > 0 && ruleOf(endpoint)?.[0] === ability);
    // Where requests for one purpose are open to different roles, each kind is a row of its own: nothing is shown as allowed that is not.
    for (const key of new Set(meant.map((endpoint) => rolesOf(endpoint).join()))) {
      const same = meant.filter((endpoint) => rolesOf(endpoint).join() === key);
      rows.push({ area, ability, roles: rolesOf(same[0] as Endpoint), endpoints: same });
    }
  }
  return rows.toSorted((a, b) => ABILITIES.indexOf(a.ability) - ABILITIES.indexOf(b.ability));
}

export const ruleOf = ({ method, path }: Endpoint): Rule | undefined => RULES.find(([, , pattern]) => pattern.test(`${method} ${path}`));
