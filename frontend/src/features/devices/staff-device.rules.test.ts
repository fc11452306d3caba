import type { Device } from '@tableorder/contract/devices';
import type { DeviceId, TableId } from '@tableorder/contract/ids';
import { toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import { faultsOf, judge } from './staff-device.rules.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const fine = { at: toInstant(NOW - 30_000), version: 'b2', battery: 80, charging: false, awake: true, secure: true };
const device = (number: number, report: Partial<NonNullable<Device['report']>> | null = {}, connected = true): Device => ({
  id: `d${number}` as DeviceId,
  tableId: `t${number}` as TableId,
  tableNumber: number,
  label: null,
  zone: null,
  pairedAt: toInstant(0),
  connected,
  report: report && { ...fine, ...report },
});

test.each<[string, Device, string[]]>([
  ['a tablet in order', device(1), []],
  ['one that has said nothing yet', device(1, null), ['silent']],
  ['one heard two minutes ago', device(1, { at: toInstant(NOW - 120_000) }), []],
  ['one heard longer ago, whatever it said then', device(1, { at: toInstant(NOW - 120_001), battery: 1, awake: false }), ['silent']],
  ['a dark one', device(1, { awake: false }, false), ['asleep']],
  ['one without its stream', device(1, {}, false), ['deaf']],
  ['a nearly empty one', device(1, { battery: 19 }), ['battery']],
  ['a nearly empty one at the cable', device(1, { battery: 5, charging: true }), []],
  ['one with a fifth left', device(1, { battery: 20 }), []],
  ['one that does not tell its battery', device(1, { battery: null, charging: null }), []],
  ['one of an older build', device(1, { version: 'b1' }), ['old']],
  ['one over plain HTTP', device(1, { secure: false }), []],
  ['one with two troubles', device(1, { battery: 3, version: 'b1' }), ['battery', 'old']],
])('%s', (_, found, faults) => {
  expect(faultsOf(found, NOW, 'b2')).toEqual(faults);
});

test('no build is old while nobody knows which is served', () => {
  expect(faultsOf(device(1, { version: 'b1' }), NOW, null)).toEqual([]);
});

test('the worst stands on top, equals by number', () => {
  const all = [device(4), device(3, { version: 'b1' }), device(2, null), device(1), device(5, null)];
  expect(judge(all, NOW, 'b2').map(({ device }) => device.tableNumber)).toEqual([2, 5, 3, 1, 4]);
});
