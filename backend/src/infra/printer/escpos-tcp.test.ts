import { describe, expect, it } from 'vitest';
import { AnswerReader, stateOf, ticketBytes } from './escpos.ts';
import { escposPrinter } from './escpos-tcp.ts';
import { isPrivate } from './lan.ts';
import { dots, printerSuite } from './printer.suite.ts';

const TIMES = { connectMs: 300, answerMs: 150, printMs: 400, longestMs: 3000 };

describe('printers by ESC/POS over TCP', () => {
  printerSuite(() => escposPrinter({ reach: 'any', ...TIMES }));

  it('are sent bands of rows that together are the ticket', () => {
    const ticket = dots(1, 300);
    const bytes = ticketBytes(ticket);
    const heads = [128, 128, 44].map((rows) => Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, rows, 0]));
    let from = 2;
    for (const [band, head] of heads.entries()) {
      expect(bytes.subarray(from, from + 8).equals(head)).toBe(true);
      const length = 72 * (head[6] ?? 0);
      expect(bytes.subarray(from + 8, from + 8 + length).equals(ticket.bits.subarray(band * 128 * 72, band * 128 * 72 + length))).toBe(
        true,
      );
      from += 8 + length;
    }
    expect([...bytes.subarray(0, 2), ...bytes.subarray(from)]).toEqual([0x1b, 0x40, 0x1d, 0x56, 66, 0]);
  });

  it('may say things unasked among their answers', () => {
    const kinds = new AnswerReader().read(Uint8Array.of(0x12, 0x13, 0x14, 0x00, 0x0c, 0x00, 0x16, 0x11, 0x1e, 0x00, 0xff));
    expect(kinds.map(({ kind }) => kind)).toEqual(['now', 'now', 'now', 'turn', 'garbage']);
    expect(stateOf(kinds.filter(({ kind }) => kind === 'now').map(({ byte }) => byte))).toBe('cover-open');
  });
});

describe('the addresses of printers', () => {
  it.each(['10.1.2.3', '172.16.0.9', '172.31.255.1', '192.168.0.50', 'fd00::9', '::ffff:192.168.1.2'])('may be %s', (address) => {
    expect(isPrivate(address)).toBe(true);
  });
  it.each(['8.8.8.8', '172.32.0.1', '127.0.0.1', '169.254.169.254', '0.0.0.0', '::1', 'fe80::1', '::ffff:8.8.8.8', '2001:db8::1', 'x'])(
    'may not be %s',
    (address) => {
      expect(isPrivate(address)).toBe(false);
    },
  );

  it('are looked up at each connection, and bound to ports of printers', async () => {
    const printer = escposPrinter({ reach: 'lan', ...TIMES });
    expect(await printer.refusal('192.168.0.50', 9100)).toBeNull();
    expect(await printer.refusal('192.168.0.50', 6379)).toBe('port');
    expect(await printer.refusal('localhost', 9100)).toBe('address');
    expect(await printer.refusal('2130706433', 9100)).toBe('address');
    expect(await printer.refusal('no-such-printer.invalid', 9100)).toBe('unknown-host');
    expect(await printer.state({ host: 'localhost', port: 9100, confirms: 'answer' })).toBe('barred');
    expect(await printer.print({ host: '127.0.0.1', port: 9100, confirms: 'answer' }, dots(1))).toEqual({
      outcome: 'unsent',
      state: 'barred',
    });
  });
});
