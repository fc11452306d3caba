import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import browser from '../../e2e/playwright.config.ts';
import { startBackend, startFrontend } from '../../e2e/product.ts';
import { ROOT } from '../../scripts/run.ts';

/** The menu page of the demo shop as a guest's phone opens it: Lighthouse's own phone, simulated slow 4G, 4 × slower processor. */
const PATH = '/t/demo/5';
const RUNS = Number(process.env.RUNS ?? 5);
const HERE = import.meta.dirname;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const FIGURES = {
  'first-contentful-paint': ['first contentful paint', 'ms', 1500],
  'largest-contentful-paint': ['largest contentful paint', 'ms', 1500],
  'total-blocking-time': ['total blocking time', 'ms', 200],
  'cumulative-layout-shift': ['layout shift', '', 0.02],
  'speed-index': ['speed index', 'ms', 2500],
} as const;
const GOALS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const;

interface Audit {
  readonly score: number | null;
  readonly title: string;
  readonly numericValue?: number;
}
interface Result {
  readonly lhr: {
    readonly categories: Readonly<
      Record<string, { readonly score: number; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>
    >;
    readonly audits: Readonly<Record<string, Audit>>;
    readonly lighthouseVersion: string;
    readonly environment: { readonly hostUserAgent: string; readonly benchmarkIndex: number };
  };
}
type Lighthouse = (url: string, flags: object) => Promise<Result>;
interface Launcher {
  readonly launch: (options: object) => Promise<{ readonly port: number; readonly kill: () => void }>;
}

/** What only this measuring needs stands in a folder of its own, fetched the first time. */
async function load<T>(file: string): Promise<T> {
  if (!existsSync(join(HERE, 'node_modules'))) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HERE, stdio: 'inherit' });
    if (status !== 0) throw new Error(`npm ci in ${HERE} failed`);
  }
  return (await import(pathToFileURL(join(HERE, 'node_modules', file)).href)) as T;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const shown = (value: number, unit: string) => (unit === 'ms' ? `${Math.round(value)} ms` : value.toFixed(4));

/** The audits that cost a point, so that a figure below its goal says why. */
const faults = ({ lhr }: Result): string[] =>
  CATEGORIES.flatMap((category) =>
    (lhr.categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${lhr.audits[id]?.title} (${id})`),
  );

async function measure(url: string): Promise<Result[]> {
  const { default: lighthouse } = await load<{ default: Lighthouse }>('lighthouse/core/index.js');
  const { launch } = await load<Launcher>('chrome-launcher/dist/index.js');
  const chrome = await launch({
    chromePath: browser.use?.launchOptions?.executablePath,
    chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--lang=ko'],
  });
  try {
    const results: Result[] = [];
    for (let run = 0; run < RUNS; run++) {
      const result = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' });
      if (process.env.KEEP) writeFileSync(process.env.KEEP, JSON.stringify(result.lhr));
      results.push(result);
    }
    return results;
  } finally {
    chrome.kill();
  }
}

function page(results: readonly Result[]): { text: string; met: boolean } {
  const scores = CATEGORIES.map((category) => {
    const score = Math.round(100 * middle(results.map(({ lhr }) => lhr.categories[category]?.score ?? 0)));
    return { name: category, value: String(score), goal: `≥ ${GOALS[category]}`, met: score >= GOALS[category] };
  });
  const times = Object.entries(FIGURES).map(([id, [name, unit, most]]) => {
    const all = results.map(({ lhr }) => lhr.audits[id]?.numericValue ?? Number.NaN);
    const spread = `${shown(Math.min(...all), unit)} – ${shown(Math.max(...all), unit)}`;
    return { name, value: `${shown(middle(all), unit)} (${spread})`, goal: `≤ ${most}${unit && ` ${unit}`}`, met: middle(all) <= most };
  });
  const rows = [...scores, ...times];
  const { lighthouseVersion, environment } = results[0]?.lhr ?? {
    lighthouseVersion: '',
    environment: { hostUserAgent: '', benchmarkIndex: 0 },
  };
  const why = [...new Set(results.flatMap(faults))];
  const text = `# The guest's first page, by Lighthouse

\`node bench/lighthouse/measure.ts\` starts the built product with the demo shop, opens \`${PATH}\` ${results.length} times as Lighthouse's phone (simulated slow 4G, 4 × slower processor),
takes the middle of the figures and writes this page. It ends with 1 when a goal is missed.

Lighthouse ${lighthouseVersion}, ${/Chrome\/[\d.]+/.exec(environment.hostUserAgent)?.[0]}; ${cpus()[0]?.model.trim()}, ${cpus().length} processors, benchmark index ${Math.round(environment.benchmarkIndex)}, load average ${loadavg()[1]?.toFixed(1)}:
with more work waiting than there are processors the times say more about that than about the page.

| figure | middle (least – most) | goal | |
|---|---|---|---|
${rows.map(({ name, value, goal, met }) => `| ${name} | ${value} | ${goal} | ${met ? 'met' : 'missed'} |`).join('\n')}

${why.length === 0 ? 'No audit costs a point.' : `Audits below 90 in some run:\n\n${why.map((fault) => `- ${fault}`).join('\n')}`}
`;
  return { text, met: rows.every(({ met }) => met) };
}

const folder = mkdtempSync(join(tmpdir(), 'tableorder-lighthouse-'));
const backend = await startBackend(folder, { SEED_DEMO: 'true' });
const frontend = await startFrontend(backend);
try {
  const { text, met } = page(await measure(`${frontend.url}${PATH}`));
  const file = join(ROOT, 'bench/LIGHTHOUSE.md');
  writeFileSync(file, text);
  console.log(readFileSync(file, 'utf8'));
  process.exitCode = met ? 0 : 1;
} finally {
  await frontend.stop();
  await backend.stop();
  rmSync(folder, { recursive: true, force: true });
}
