import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Theme = 'light' | 'dark';
const file = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const highAt = file.indexOf(':root[data-contrast="high"]');
const high = file.slice(highAt, file.indexOf('}', highAt));
const css = file.replace(high, '');

/** OKLCH to linear sRGB, as CSS Color 4 has it; outside the gamut it is cut like a screen cuts it. */
function linearRgb(text: string): [number, number, number] {
  const [lightness = 0, chroma = 0, hue = 0] = text.split(/\s+/).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (channel: number) => Math.min(1, Math.max(0, channel));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const luminance = (colour: string): number => {
  const [red, green, blue] = linearRgb(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

function colour(token: string, theme: Theme, from = css): string {
  const named = new RegExp(`--${token}: light-dark\\(oklch\\(([^)/]+)\\), oklch\\(([^)/]+)\\)\\);`);
  const found = named.exec(from) ?? named.exec(css);
  const value = theme === 'light' ? found?.[1] : found?.[2];
  if (value === undefined) throw new Error(`no opaque light-dark token --${token}`);
  return value;
}

function contrast(front: string, back: string, theme: Theme, from = css): number {
  const [lighter = 0, darker = 0] = [luminance(colour(front, theme, from)), luminance(colour(back, theme, from))].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const SURFACES = ['ground', 'surface', 'surface-raised', 'surface-sunken'] as const;
const STATUSES = ['waiting', 'kitchen', 'ready', 'done', 'cancelled'] as const;

const AAA: [string, string][] = [
  ...SURFACES.map((back): [string, string] => ['ink', back]),
  ['ink', 'surface-pressed'],
  ['ink', 'accent-tint'],
  ['ink', 'control'],
  ['ink', 'control-pressed'],
  ...STATUSES.map((status): [string, string] => [`${status}-ink`, `${status}-tint`]),
  ...STATUSES.flatMap((status) => SURFACES.map((back): [string, string] => [`${status}-ink`, back])),
];

const AA: [string, string][] = [
  ...SURFACES.flatMap((back): [string, string][] => [
    ['ink-soft', back],
    ['ink-faint', back],
    ['accent-ink', back],
  ]),
  ['ink-soft', 'surface-pressed'],
  ['ink-soft', 'control'],
  ['accent-ink', 'control'],
  ['cancelled-ink', 'cancelled-pressed'],
  ['ink-soft', 'accent-tint'],
  ['accent-ink', 'accent-tint'],
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-pressed'],
  ['on-danger', 'danger-fill'],
  ['ground', 'ink'],
];

const SEEN: [string, string][] = [
  ...SURFACES.flatMap((back): [string, string][] => [
    ['accent', back],
    ['control-line', back],
  ]),
  ...STATUSES.flatMap((status) => (['ground', 'surface'] as const).map((back): [string, string] => [`${status}-mark`, back])),
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('black on white would be 21, so the measure is right', () => {
    expect(luminance('1 0 0')).toBeCloseTo(1, 4);
    expect(luminance('0.627955 0.257683 29.2339')).toBeCloseTo(0.2126, 3);
  });
  test.each(AAA)('%s on %s reads in any light (7:1)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(7);
  });
  test.each(AA)('%s on %s reads (4.5:1)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(SEEN)('%s is seen on %s (3:1)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme with high contrast', (theme) => {
  test('it is a theme of its own', () => {
    expect(high.length).toBeGreaterThan(1000);
    expect(colour('ink-soft', theme, high)).not.toBe(colour('ink-soft', theme));
  });
  test.each([...AAA, ...AA])('%s on %s reads in any light (7:1)', (front, back) => {
    expect(contrast(front, back, theme, high)).toBeGreaterThanOrEqual(7);
  });
  test.each([...SEEN, ...SURFACES.map((back): [string, string] => ['hairline', back])])('%s is seen on %s (3:1)', (front, back) => {
    expect(contrast(front, back, theme, high)).toBeGreaterThanOrEqual(3);
  });
});
