// @vitest-environment happy-dom
import type { PrinterId, PrintJobId, StationId } from '@tableorder/contract/ids';
import {
  addPrinter,
  changePrinter,
  dismissPrintJob,
  listPrinters,
  listPrintJobs,
  type Printer,
  type PrintJob,
  printAgain,
} from '@tableorder/contract/printers';
import { invalidField, problem } from '@tableorder/contract/problem';
import { listStations } from '@tableorder/contract/stations';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { ago, free } from '../../test/staff-fixtures.ts';
import { openStaff, type StaffStart } from '../../test/staff-screen.tsx';

let backend: FakeBackend;
afterEach(() => {
  cleanup();
  backend.close();
});

const BAR = '0199aaaa-0000-7000-8000-000000000201' as StationId;
const printer = (at: number, more: Partial<Printer> = {}): Printer => ({
  id: `0199aaaa-0000-7000-8000-00000000030${at}` as PrinterId,
  name: `프린터 ${at}`,
  host: `192.168.0.${at}`,
  port: 9100,
  widthDots: 576,
  confirms: 'answer',
  stationIds: [],
  fallbackId: null,
  state: 'ready',
  stateAt: ago(60),
  seenAt: ago(0),
  waiting: 0,
  ...more,
});
const expired: PrintJob = {
  id: '0199aaaa-0000-7000-8000-000000000401' as PrintJobId,
  kind: 'ticket',
  state: 'expired',
  orderId: null,
  orderNumber: '017',
  tableNumber: 12,
  stationId: null,
  stationName: null,
  printerId: printer(1).id,
  printerName: '프린터 1',
  printedBy: null,
  attempts: 3,
  trouble: 'offline',
  createdAt: ago(20),
  expiresAt: ago(5),
  printedAt: null,
};

async function open(items: readonly Printer[], { jobs = [], ...more }: StaffStart & { jobs?: PrintJob[] } = {}) {
  const staff = await openStaff({
    path: '/staff/settings/printers',
    prepare: (wire) => {
      wire.on(listPrinters, () => ({ items: [...items], nextCursor: null, troubled: jobs.length }));
      wire.on(listPrintJobs, () => ({ items: jobs, nextCursor: null }));
      wire.on(listStations, () => ({
        items: [{ id: BAR, name: '바', names: {}, warnMs: 600_000, lateMs: 1_200_000, language: null, takesRest: true }],
        nextCursor: null,
      }));
    },
    ...more,
  });
  ({ backend } = staff);
  return staff;
}

test('each printer says how it is, what it prints and what to do', async () => {
  await open([printer(1, { state: 'paper-out', waiting: 3, fallbackId: printer(2).id }), printer(2, { stationIds: [BAR] })]);
  const first = within(await screen.findByRole('article', { name: '프린터 1' }));
  expect(first.getByText('용지가 없어요')).toBeTruthy();
  expect(first.getByText(/용지를 갈면/)).toBeTruthy();
  expect(first.getByText('주문서 3장이 기다려요')).toBeTruthy();
  expect(first.getByText('안 될 때는 프린터 2')).toBeTruthy();
  const second = within(screen.getByRole('article', { name: '프린터 2' }));
  expect(second.getByText('준비됐어요')).toBeTruthy();
  expect(second.getByText('바')).toBeTruthy();
});

test('a refused address is said at its field, and what was typed stays', async () => {
  const { user } = await open([printer(1)]);
  await user.click(await screen.findByRole('button', { name: '프린터 추가' }));
  const form = within(await screen.findByRole('dialog', { name: '프린터 추가' }));
  await user.click(form.getByRole('button', { name: '저장' }));
  expect(form.getByText('이름을 적어 주세요.')).toBeTruthy();
  await user.type(form.getByLabelText('이름'), '그릴');
  await user.type(form.getByLabelText('주소'), '8.8.8.8');
  await user.click(form.getByRole('radio', { name: '파트별' }));
  await user.click(form.getByRole('button', { name: '저장' }));
  expect(form.getByText('하나 이상 골라 주세요.')).toBeTruthy();
  await user.click(form.getByRole('checkbox', { name: '바' }));
  for (const [refusal, said] of [
    [invalidField('/host', 'private-address'), /가게 안 네트워크의 주소만/],
    [invalidField('/port', 'printer-port'), /9100부터 9199까지/],
    [problem('printer/address-taken', { printerId: printer(1).id, name: '프린터 1' }), /같은 주소를 쓰고/],
  ] as const) {
    backend.on(addPrinter, () => {
      throw refusal;
    });
    await user.click(form.getByRole('button', { name: '저장' }));
    expect(await form.findByText(said)).toBeTruthy();
    expect(form.getByLabelText<HTMLInputElement>('주소').value).toBe('8.8.8.8');
  }
  expect(backend.callsOf(addPrinter)[0]?.body).toEqual({
    name: '그릴',
    host: '8.8.8.8',
    port: 9100,
    widthDots: 576,
    confirms: 'answer',
    stationIds: [BAR],
    fallbackId: null,
  });
});

test('a change is sent whole, and the card is read anew', async () => {
  const { user } = await open([printer(1), printer(2)]);
  backend.on(changePrinter, ({ body }) => printer(1, body as Partial<Printer>));
  await user.click(await screen.findByRole('button', { name: '프린터 1 바꾸기' }));
  const form = within(await screen.findByRole('dialog', { name: '프린터 1 바꾸기' }));
  await user.selectOptions(form.getByLabelText('안 될 때 대신 뽑는 프린터'), '프린터 2');
  await user.click(form.getByRole('radio', { name: '58 mm' }));
  const asked = backend.callsOf(listPrinters).length;
  await user.click(form.getByRole('button', { name: '저장' }));
  await waitFor(() => expect(backend.callsOf(changePrinter)[0]?.body).toMatchObject({ fallbackId: printer(2).id, widthDots: 384 }));
  await waitFor(() => expect(backend.callsOf(listPrinters).length).toBeGreaterThan(asked));
});

test('a ticket on no paper is printed again or dismissed', async () => {
  const { user } = await open([printer(1)], { jobs: [expired] });
  backend.on(printAgain, () => ({ ...expired, kind: 'reprint' as const, state: 'waiting' as const }));
  backend.on(dismissPrintJob, () => null);
  const ticket = within(await screen.findByRole('article', { name: '017' }));
  expect(ticket.getByText('주문 017 · 테이블 12')).toBeTruthy();
  expect(ticket.getByText('시간이 지나서 뽑지 않았어요.')).toBeTruthy();
  await user.click(ticket.getByRole('button', { name: /다시 뽑기/ }));
  await waitFor(() => expect(backend.callsOf(printAgain)).toHaveLength(1));
  await user.click(ticket.getByRole('button', { name: /필요 없어요/ }));
  await waitFor(() => expect(backend.callsOf(dismissPrintJob)).toHaveLength(1));
});

test('the board warns of a printer that needs a hand, and is quiet while all is well', async () => {
  const wrong = await open([printer(1, { state: 'cover-open' }), printer(2)], { path: '/staff', tables: [free(1)], jobs: [expired] });
  expect(await screen.findByText('프린터 1 프린터: 덮개가 열려 있어요')).toBeTruthy();
  expect(screen.getByText('종이로 나오지 않은 주문서 1장')).toBeTruthy();
  expect(screen.getByRole('link', { name: '프린터 보기' })).toBeTruthy();
  wrong.unmount();
  backend.close();
  const kitchen = await open([printer(1, { state: 'offline' })], { path: '/staff', tables: [free(1)], role: 'kitchen' });
  expect(await screen.findByText(/연결이 안 돼요/)).toBeTruthy();
  expect(screen.queryByRole('link', { name: '프린터 보기' })).toBeNull();
  kitchen.unmount();
  backend.close();
  await open([printer(1)], { path: '/staff', tables: [free(1)] });
  await waitFor(() => expect(backend.callsOf(listPrinters)).toHaveLength(1));
  expect(screen.queryByText(/프린터 1/)).toBeNull();
});
