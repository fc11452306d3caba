const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/* The layer table of the design, default deny: from each place only what is listed may be imported; an import that no rule allows fails. */

const FEATURES = 'backend/src/features';

/** The features in the order `app.ts` puts them: it registers their routes from left to right; one without routes stands before them all. */
function featureOrder() {
  const app = readFileSync(join(__dirname, 'backend/src/app.ts'), 'utf8');
  const routed = [...app.matchAll(/^ {2}(\w+)Routes\(/gm)].map((match) => match[1]);
  const all = readdirSync(join(__dirname, FEATURES), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const missing = routed.filter((name) => !all.includes(name));
  if (missing.length > 0) throw new Error(`app.ts registers routes of ${missing.join(', ')}, which are no folders of ${FEATURES}`);
  const first = all.filter((name) => !routed.includes(name));
  if (first.length > 1) throw new Error(`app.ts must say in which order these stand: ${first.join(', ')}`);
  return [...first, ...routed];
}

const order = featureOrder();
const TEST = '(\\.(test|suite|fixture|races)\\.tsx?$|/test/|[/.]test-[a-z]+\\.ts$)';
const CONTRACT = '^contract/src/';
const PACKAGE = 'node_modules/';
/** A port: the file named like its folder; beside it what all drivers of a kind need (queries, migrations, rules). */
const PORTS = '^backend/src/infra/';
/** A driver: named by a technology. Only `wire.ts` may choose one. */
const DRIVERS =
  '^backend/src/infra/(db/(sqlite|sqlite-connection|sqlite-writer|sqlite-copies|postgres)|cache/(memory|redis)|bus/(memory|redis)|files/(local|s3|sharp)|printer/escpos-tcp|raster/resvg|crypto/(aes-gcm|bcrypt|hs256)|duty/(alone|postgres)|log/(daily-file|stdout-json)|clock/system)\\.ts$';
const APPS = ['guest', 'staff', 'kitchen'];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const allow = (from, to) => ({ from: { path: from }, to: { path: to } });

module.exports = {
  allowedSeverity: 'error',
  allowed: [
    // Tests may use anything; so may programs beside the product.
    { from: { path: TEST }, to: {} },
    { from: { path: '^(e2e|bench|deploy|scripts|vitest\\.config)' }, to: {} },
    { from: { path: ['^backend/', '^frontend/[^/]+[.]ts$'] }, to: { dependencyTypes: ['core'] } },
    { from: { path: '^backend/demo/' }, to: { path: ['^backend/demo/', CONTRACT] } },

    allow('^contract/src/', [CONTRACT, 'node_modules/typebox/']),

    allow('^backend/src/infra/', [CONTRACT, PORTS, PACKAGE]),
    allow('^backend/src/http/', [CONTRACT, '^backend/src/http/', PORTS, PACKAGE]),
    ...order.map((feature, at) => {
      const left = order.slice(0, at + 1).join('|');
      return allow(`^${FEATURES}/${feature}/`, [CONTRACT, `^${FEATURES}/(${left})/`, '^backend/src/http/', PORTS, PACKAGE]);
    }),
    // A feature names what it needs of the settings or ports by type only.
    {
      from: { path: '^backend/src/(features|maintenance|http)/' },
      to: { path: '^backend/src/(app|config)\\.ts$', dependencyTypes: ['type-only'] },
    },
    allow('^backend/src/maintenance/', [
      CONTRACT,
      '^backend/src/(features|http|maintenance)/',
      '^backend/src/config\\.ts$',
      '^backend/demo/',
      PORTS,
      PACKAGE,
    ]),
    allow('^backend/src/[^/]+\\.ts$', ['^backend/', CONTRACT, PACKAGE]),

    allow('^frontend/src/ui/', [CONTRACT, '^frontend/src/ui/', PACKAGE]),
    allow('^frontend/src/lib/', [CONTRACT, '^frontend/src/lib/', PACKAGE]),
    allow('^frontend/src/i18n/', [CONTRACT, '^frontend/src/i18n/', PACKAGE]),
    {
      from: { path: '^frontend/src/features/([^/]+)/' },
      to: { path: [CONTRACT, '^frontend/src/features/$1/', '^frontend/src/(ui|lib|i18n)/', PACKAGE] },
    },
    ...APPS.map((app) =>
      allow(`^frontend/src/${app}/`, [CONTRACT, `^frontend/src/${app}/`, '^frontend/src/(features|ui|lib|i18n)/', PACKAGE]),
    ),
    allow('^frontend/src/ui-gallery/', [CONTRACT, '^frontend/src/(ui-gallery|ui|i18n)/', PACKAGE]),
    allow('^frontend/[^/]+\\.ts$', [CONTRACT, '^frontend/(?!src/)', PACKAGE]),
    // The server loads the built screens; from the sources it only knows their shape.
    { from: { path: '^frontend/[^/]+\\.ts$' }, to: { path: '^frontend/src/guest/server\\.tsx$', dependencyTypes: ['type-only'] } },
  ],
  forbidden: [
    rule(
      'drivers-only-in-wire',
      'Drivers are chosen in backend/src/wire.ts; everything else names the port beside the driver.',
      { pathNot: [TEST, '^backend/src/(wire|cli)\\.ts$', '^backend/src/infra/', '^(scripts|bench|e2e)/'] },
      { path: DRIVERS, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'drivers-keep-to-themselves',
      'A driver knows its port and its library, not another capability’s driver.',
      { path: '^backend/src/infra/([^/]+)/', pathNot: TEST },
      { path: DRIVERS, pathNot: '^backend/src/infra/$1/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'libraries-only-in-drivers',
      'Behind a port: use backend/src/infra/<port>/<port>.ts.',
      { path: '^backend/src/', pathNot: [TEST, '^backend/src/infra/'] },
      { path: 'node_modules/(better-sqlite3|pg|sharp|@resvg|bcrypt|jose|ioredis|@aws-sdk|flydrive)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-circular',
      'No cycles; types alone may meet, as problems and endpoints of the contract do.',
      { pathNot: TEST },
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    rule(
      'not-to-tests',
      'What only tests use is not part of the product.',
      { pathNot: [TEST, '^(e2e|scripts|bench|vitest\\.config)'] },
      {
        path: TEST,
        pathNot: PACKAGE,
      },
    ),
    rule(
      'say-what-it-is',
      'A name that says what stands in it; not utils, helpers, common, manager … (design, names).',
      {},
      {
        path: '[/.-](utils?|helpers?|misc|common|shared|types|core|base|manager|service|handler|index)([.]|/)',
        pathNot: [PACKAGE, '^(backend|contract|frontend|e2e|scripts)/package'],
        dependencyTypesNot: ['core'],
      },
    ),
    rule('not-to-unresolvable', 'What is imported must be there.', {}, { couldNotResolve: true }),
    rule(
      'no-unlisted-package',
      'A package stands in the package.json of who imports it.',
      { pathNot: [TEST, '^(scripts|vitest)'] },
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'frontend/tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
};
