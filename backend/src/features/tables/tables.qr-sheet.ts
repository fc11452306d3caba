import { once } from 'node:events';
import type { EpochMs } from '@tableorder/contract/time';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { PrintFonts } from '../../http/print-fonts.ts';

export interface QrCard {
  readonly number: number;
  /** The label and zone, as far as the table has them. */
  readonly label: string | null;
  readonly url: string;
}

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89 };
const MARGIN = { x: 28, y: 34 };
const COLUMNS = 2;
const ROWS = 3;
export const CARDS_ON_A_PAGE = COLUMNS * ROWS;
const CARD = { width: (PAGE.width - 2 * MARGIN.x) / COLUMNS, height: (PAGE.height - 2 * MARGIN.y) / ROWS };
const PAD = 14;
const QR_SIZE = 126;
/** Of light around the code, in modules: cameras want four. */
const QUIET = 4;
const MARK = 10;
const INK = '#1f1a17';
const SOFT = '#5b534d';

/** Each language in its own letters; the shop's guests find one of them. */
const HOW = [
  { font: 'names', text: '휴대폰 카메라로 찍고 주문하세요' },
  { font: 'names', text: 'Scan with your phone to order' },
  { font: 'ja', text: 'スマホのカメラで読み取って注文できます' },
  { font: 'zh', text: '用手机相机扫码即可点餐' },
] as const;

type Document = InstanceType<typeof PDFDocument>;

/** What stands on the sheet, and the instant it is made at: the same sheet of the same instant is the same bytes. */
export interface QrSheet {
  readonly store: string;
  readonly cards: readonly QrCard[];
  readonly at: EpochMs;
}

/** The sheet of QR codes: six cards on a page, with marks to cut along. */
export async function qrSheet({ store, cards, at }: QrSheet, fonts: PrintFonts, compress = true): Promise<Buffer> {
  // No font to begin with: the library's own would be read from its folder, and one that is registered under a second name opened each time.
  const info = { Title: store, CreationDate: new Date(at) };
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, compress, info, font: '' });
  for (const name of ['names', 'ja', 'zh'] as const) doc.registerFont(name, fonts[name]);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(doc, 'end');
  for (const [index, card] of cards.entries()) {
    // Orders go on while a hundred tables are drawn.
    await new Promise((resolve) => setImmediate(resolve));
    if (index % CARDS_ON_A_PAGE === 0) {
      doc.addPage();
      cutMarks(doc);
    }
    const place = index % CARDS_ON_A_PAGE;
    drawCard(doc, store, card, MARGIN.x + (place % COLUMNS) * CARD.width, MARGIN.y + Math.floor(place / COLUMNS) * CARD.height);
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A small cross wherever cards meet, and none in a card. */
function cutMarks(doc: Document): void {
  doc.lineWidth(0.5).strokeColor('#9a928b');
  for (let column = 0; column <= COLUMNS; column += 1)
    for (let row = 0; row <= ROWS; row += 1) {
      const [x, y] = [MARGIN.x + column * CARD.width, MARGIN.y + row * CARD.height];
      doc
        .moveTo(x - MARK, y)
        .lineTo(x + MARK, y)
        .moveTo(x, y - MARK)
        .lineTo(x, y + MARK)
        .stroke();
    }
}

function drawCard(doc: Document, store: string, { number, label, url }: QrCard, x: number, y: number): void {
  const inner = { x: x + PAD, width: CARD.width - 2 * PAD };
  const line = (font: string, size: number, text: string, top: number, color = INK) => {
    doc.font(font).fillColor(color);
    doc.fontSize(fitting(doc, text, size, inner.width));
    doc.text(clipped(doc, text, inner.width), inner.x, top, { width: inner.width, align: 'center', lineBreak: false });
  };
  line('names', 11, store, y + 12, SOFT);
  line('names', 34, String(number), y + 22);
  if (label !== null) line('names', 9, label, y + 68, SOFT);
  drawQr(doc, url, x + (CARD.width - QR_SIZE) / 2, y + 78);
  for (const [at, { font, text }] of HOW.entries())
    line(font, at === 0 ? 11 : 9, text, y + (at === 0 ? 203 : 206 + at * 12.5), at === 0 ? INK : SOFT);
}

/** A long name stands smaller, down to two thirds. */
function fitting(doc: Document, text: string, size: number, width: number): number {
  const wide = doc.fontSize(size).widthOfString(text);
  return wide <= width ? size : Math.max(size * 0.66, (size * width) / wide);
}

function clipped(doc: Document, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && doc.widthOfString(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('')}…`;
}

/** In rectangles, not as a picture: sharp at any size. Dark modules of a row that touch are one. */
function drawQr(doc: Document, url: string, x: number, y: number): void {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' });
  const module = QR_SIZE / (modules.size + 2 * QUIET);
  doc.fillColor('#000000');
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; ) {
      let end = column;
      while (end < modules.size && modules.get(row, end)) end += 1;
      if (end > column) doc.rect(x + (column + QUIET) * module, y + (row + QUIET) * module, (end - column) * module, module);
      column = Math.max(end, column + 1);
    }
  doc.fill();
}
