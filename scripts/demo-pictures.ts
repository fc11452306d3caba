import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OverlayOptions } from 'sharp';
import sharp from 'sharp';
import { demoMenu } from '../backend/demo/demo-menu.ts';

const width = 960;
const height = 720;
const centre = { x: 480, y: 352 };
const plateRadius = 318;
const assets = join(dirname(fileURLToPath(import.meta.resolve('@lobehub/fluent-emoji-3d/package.json'))), 'assets');
const output = fileURLToPath(new URL('../backend/demo/pictures/', import.meta.url));

interface Tone {
  hue?: number;
  saturation?: number;
  brightness?: number;
}

interface Piece extends Tone {
  emoji: string;
  scale?: number;
  /** The tone starts at this share of the height: a bowl changes colour, its noodles do not. */
  toneFrom?: number;
  turn?: number;
  mirror?: true;
}

interface Placed {
  piece: Piece;
  size: number;
  x: number;
  y: number;
}

type Arrangement = Placed[];

const hues: Record<string, number> = {
  stews: 32,
  grill: 8,
  rice: 95,
  noodles: 235,
  pancakes: 66,
  sides: 280,
  alcohol: 135,
  drinks: 190,
  desserts: 335,
};

const p = (emoji: string, look: Omit<Piece, 'emoji'> = {}): Piece => ({ emoji, ...look });

function alone(piece: Piece, size = 500): Arrangement {
  return [{ piece, size, x: 0, y: -8 }];
}

function dressed(main: Piece, ...garnish: Piece[]): Arrangement {
  const [first, second] = garnish;
  const placed: Arrangement = [{ piece: main, size: 450, x: -28, y: -38 }];
  if (second) placed.push({ piece: second, size: 168, x: -172, y: 148 });
  if (first) placed.push({ piece: first, size: second ? 196 : 210, x: 168, y: 128 });
  return placed;
}

function pair(left: Piece, right: Piece): Arrangement {
  return [
    { piece: right, size: 330, x: 108, y: -76 },
    { piece: left, size: 350, x: -88, y: 62 },
  ];
}

function trio(left: Piece, back: Piece, right: Piece): Arrangement {
  return [
    { piece: back, size: 290, x: 4, y: -128 },
    { piece: left, size: 300, x: -128, y: 80 },
    { piece: right, size: 300, x: 134, y: 88 },
  ];
}

const pepper = p('1f336-fe0f');
const leaf = p('1f96c');
const kimchi = p('1f96c', { hue: -90, saturation: 1.25, brightness: 0.92 });
const garlic = p('1f9c4');
const rice = p('1f35a', { scale: 0.9 });
const egg = p('1f95a');
const ear = p('1f33e');
const lemon = p('1f34b');
const squid = p('1f991', { hue: 32 });
const tofu = p('1f9c8', { saturation: 0.22, brightness: 1.12 });

const dishes: Record<string, Arrangement> = {
  'kimchi-jjigae': dressed(p('1f372', { hue: -12, saturation: 1.2 }), kimchi),
  'doenjang-jjigae': dressed(p('1f372', { hue: 16, saturation: 0.75, brightness: 0.92 }), tofu, garlic),
  'sundubu-jjigae': dressed(p('1f35b', { hue: -14, saturation: 1.15 }), p('1f990'), egg),
  'budae-jjigae': dressed(p('1f35c'), p('1f953')),
  galbitang: dressed(p('1f372', { saturation: 0.35, brightness: 1.1 }), p('1f356')),
  samgyetang: dressed(p('1f357', { saturation: 0.7, brightness: 1.12 }), p('1fada'), p('1f330')),
  yukgaejang: dressed(p('1f372', { hue: -24, saturation: 1.35, brightness: 0.95 }), p('1f969'), pepper),

  samgyeopsal: dressed(p('1f953'), leaf, garlic),
  moksal: dressed(p('1f969'), p('1f9c5')),
  'la-galbi': pair(p('1f356'), p('1f356', { mirror: true })),
  bulgogi: trio(p('1f969'), p('1f9c5'), p('1f350')),
  dakgalbi: dressed(p('1f357', { hue: -14, saturation: 1.25 }), p('1f360'), pepper),
  'jeyuk-bokkeum': dressed(p('1f953', { hue: 14, brightness: 0.94, turn: 90 }), pepper, leaf),
  'godeungeo-gui': dressed(p('1f41f', { turn: -8, hue: 170, saturation: 0.95, brightness: 1.1 }), lemon),

  bibimbap: dressed(p('1f957'), p('1f955'), egg),
  'dolsot-bibimbap': dressed(p('1f958'), p('1f966'), p('1f955')),
  'kimchi-bokkeumbap': dressed(p('1f373'), kimchi, rice),
  'bulgogi-deopbap': dressed(rice, p('1f969')),
  'ojingeo-deopbap': dressed(rice, squid),
  'chamchi-gimbap': dressed(p('1f359', { scale: 0.92 }), p('1f952'), p('1f955')),

  'mul-naengmyeon': dressed(p('1f35c', { toneFrom: 0.49, hue: 225, saturation: 0.8 }), p('1f9ca')),
  'bibim-naengmyeon': dressed(p('1f35d'), pepper),
  kalguksu: dressed(p('1f35c', { toneFrom: 0.49, saturation: 0.55 }), p('1f9aa')),
  'janchi-guksu': dressed(p('1f35c', { toneFrom: 0.49, hue: 150, saturation: 0.7 }), egg),
  japchae: dressed(p('1f35d', { hue: -8, saturation: 0.75, brightness: 0.88 }), p('1f955'), p('1fad1')),
  'kong-guksu': dressed(p('1f35c', { toneFrom: 0.49, hue: 85, saturation: 0.4 }), p('1fad8')),

  'haemul-pajeon': dressed(p('1fad3', { hue: 8, saturation: 1.35 }), p('1f990'), squid),
  'kimchi-jeon': dressed(p('1fad3', { hue: -22, saturation: 1.35, brightness: 0.95 }), kimchi),
  'gamja-jeon': dressed(p('1fad3', { saturation: 0.65 }), p('1f954')),
  'saeu-twigim': trio(p('1f364'), p('1f364'), p('1f364')),
  'modeum-twigim': trio(p('1f360'), p('1f364'), p('1f35f')),
  'gun-mandu': trio(p('1f95f'), p('1f95f'), p('1f95f')),

  tteokbokki: dressed(p('1f958', { hue: -38, saturation: 1.15 }), p('1f365'), pepper),
  'dak-gangjeong': dressed(p('1f357', { saturation: 1.3 }), p('1f95c')),
  'dubu-kimchi': pair(tofu, kimchi),
  'golbaengi-muchim': dressed(p('1f957'), p('1f41a')),
  'corn-cheese': pair(p('1f33d'), p('1f9c0')),
  'gyeran-jjim': dressed(p('1f372', { hue: 28, brightness: 1.12 }), egg),
  'nalchi-jumeokbap': trio(p('1f359'), p('1f359'), p('1f359')),

  soju: alone(p('1f37e')),
  'draft-beer': alone(p('1f37a', { scale: 0.92 })),
  makgeolli: dressed(p('1fad6', { hue: 62, saturation: 0.85, brightness: 1.15 }), ear),
  cheongju: alone(p('1f376', { scale: 0.84 })),
  'yuja-highball': dressed(p('1f943', { scale: 0.86 }), lemon),
  'house-wine': dressed(p('1f377'), p('1f347')),

  cola: alone(p('1f964')),
  'lemon-soda': dressed(p('1f964', { hue: 100 }), lemon),
  sikhye: dressed(p('1f95b', { scale: 0.92 }), rice),
  'omija-ade': dressed(p('1f379', { hue: -28 }), p('1f352')),
  'yuja-tea': dressed(p('1f375'), p('1f34a')),
  americano: alone(p('2615', { scale: 0.92 })),

  patbingsu: dressed(p('1f367'), p('1fad8')),
  hotteok: dressed(p('1f95e'), p('1f95c')),
  'yakgwa-icecream': dressed(p('1f368'), p('1f96e')),
  gyeongdan: pair(p('1f361'), p('1f361', { mirror: true })),
  'fruit-plate': trio(p('1f349'), p('1f347'), p('1f351')),
};

function srgb(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const encoded = linear.map((v) => {
    const c = Math.min(1, Math.max(0, v));
    return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
  });
  return `rgb(${encoded.join(',')})`;
}

function plate(hue: number): Buffer {
  const { x, y } = centre;
  const r = plateRadius;
  const shade = srgb(0.38, 0.06, hue);
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
  <defs>
    <radialGradient id="table" cx="0.38" cy="0.22" r="0.95">
      <stop offset="0" stop-color="${srgb(0.915, 0.03, hue)}"/><stop offset="1" stop-color="${srgb(0.835, 0.05, hue)}"/>
    </radialGradient>
    <linearGradient id="rim" x1="0.2" y1="0" x2="0.75" y2="1">
      <stop offset="0" stop-color="${srgb(0.992, 0.006, hue)}"/><stop offset="1" stop-color="${srgb(0.925, 0.028, hue)}"/>
    </linearGradient>
    <linearGradient id="step" x1="0.2" y1="0" x2="0.75" y2="1">
      <stop offset="0" stop-color="${srgb(0.87, 0.04, hue)}"/><stop offset="1" stop-color="${srgb(0.985, 0.01, hue)}"/>
    </linearGradient>
    <radialGradient id="well" cx="0.6" cy="0.66" r="0.8">
      <stop offset="0" stop-color="${srgb(0.975, 0.014, hue)}"/><stop offset="1" stop-color="${srgb(0.935, 0.028, hue)}"/>
    </radialGradient>
    <filter id="far" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="30"/></filter>
    <filter id="near" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="7"/></filter>
    <filter id="glow" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="3"/></filter>
  </defs>
  <rect width="${width}" height="${height}" fill="url(#table)"/>
  <circle cx="${x + 10}" cy="${y + 34}" r="${r - 8}" fill="${shade}" opacity="0.34" filter="url(#far)"/>
  <circle cx="${x + 2}" cy="${y + 9}" r="${r - 1}" fill="${shade}" opacity="0.26" filter="url(#near)"/>
  <circle cx="${x}" cy="${y}" r="${r}" fill="url(#rim)"/>
  <circle cx="${x}" cy="${y}" r="${r - 50}" fill="url(#step)"/>
  <circle cx="${x}" cy="${y}" r="${r - 56}" fill="url(#well)"/>
  <path d="M ${x - r * 0.9} ${y - r * 0.3} A ${r * 0.95} ${r * 0.95} 0 0 1 ${x - r * 0.1} ${y - r * 0.944}"
    fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity="0.85" filter="url(#glow)"/>
</svg>`);
}

async function tone(plain: Buffer, { hue = 0, saturation = 1, brightness = 1, toneFrom = 0 }: Piece): Promise<Buffer> {
  if (hue === 0 && saturation === 1 && brightness === 1) return plain;
  const toned = sharp(plain).modulate({ hue: (hue + 360) % 360, saturation, brightness });
  if (toneFrom === 0) return toned.png().toBuffer();
  const { width, height } = await sharp(plain).metadata();
  const edge = Math.round(height * toneFrom);
  const lower = await sharp(await toned.png().toBuffer())
    .extract({ left: 0, top: edge, width, height: height - edge })
    .png()
    .toBuffer();
  const upper = await sharp(plain).extract({ left: 0, top: 0, width, height: edge }).png().toBuffer();
  return sharp(lower)
    .extend({ top: edge, background: '#0000' })
    .composite([{ input: upper, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

async function cut({ piece, size }: Placed): Promise<{ data: Buffer; width: number; height: number }> {
  const box = Math.round(size * (piece.scale ?? 1));
  const trimmed = await sharp(join(assets, `${piece.emoji}.webp`))
    .ensureAlpha()
    .trim()
    .png()
    .toBuffer();
  const grown = await sharp(trimmed).resize(box, box, { fit: 'inside', kernel: 'lanczos3' }).png().toBuffer();
  const cooked = sharp(await tone(grown, piece));
  if (piece.mirror) cooked.flop();
  const turned = piece.turn === undefined ? cooked : sharp(await cooked.png().toBuffer()).rotate(piece.turn, { background: '#0000' });
  const { data, info } = await turned.png().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function shadow(cutout: Buffer, hue: number, blur: number, opacity: number): Promise<{ data: Buffer; margin: number }> {
  const margin = Math.ceil(blur * 3);
  const border = { top: margin, bottom: margin, left: margin, right: margin, background: '#0000' };
  const roomy = await sharp(cutout).extend(border).png().toBuffer();
  // sharp extracts a channel last whatever the order of the calls, so blurring it needs a second pass.
  const alpha = await sharp(roomy).extractChannel('alpha').png().toBuffer();
  const { data, info } = await sharp(alpha).extractChannel(0).blur(blur).linear(opacity, 0).raw().toBuffer({ resolveWithObject: true });
  const size = { width: info.width, height: info.height };
  const dark = sharp({ create: { ...size, channels: 3, background: srgb(0.3, 0.05, hue) } });
  return {
    data: await dark
      .joinChannel(data, { raw: { ...size, channels: 1 } })
      .png()
      .toBuffer(),
    margin,
  };
}

async function serve(placed: Placed, hue: number): Promise<OverlayOptions[]> {
  const food = await cut(placed);
  const left = Math.round(centre.x + placed.x - food.width / 2);
  const top = Math.round(centre.y + placed.y - food.height / 2);
  const soft = await shadow(food.data, hue, 22, 0.42);
  const contact = await shadow(food.data, hue, 6, 0.3);
  return [
    { input: soft.data, left: left + 8 - soft.margin, top: top + 26 - soft.margin },
    { input: contact.data, left: left + 3 - contact.margin, top: top + 8 - contact.margin },
    { input: food.data, left, top },
  ];
}

async function picture(arrangement: Arrangement, hue: number, file: string): Promise<void> {
  const overlays = (await Promise.all(arrangement.map((placed) => serve(placed, hue)))).flat();
  await sharp(plate(hue)).composite(overlays).removeAlpha().webp({ quality: 82, effort: 6 }).toFile(file);
}

await mkdir(output, { recursive: true });
const wanted = new Set(demoMenu.flatMap((category) => category.items.map((item) => item.picture)));
for (const file of await readdir(output)) {
  if (!wanted.has(file)) await rm(join(output, file));
}
let largest = 0;
for (const category of demoMenu) {
  const hue = hues[category.key];
  if (hue === undefined) throw new Error(`No hue for the category ${category.key}`);
  for (const item of category.items) {
    const arrangement = dishes[item.key];
    if (!arrangement) throw new Error(`No emoji chosen for ${item.key}`);
    const file = join(output, item.picture);
    await picture(arrangement, hue, file);
    largest = Math.max(largest, (await stat(file)).size);
  }
}
console.log(`${wanted.size} pictures, the largest ${(largest / 1000).toFixed(1)} kB`);
