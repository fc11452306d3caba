import type { BodyOf } from '@tableorder/contract/endpoint';
import type { PrinterId, StationId } from '@tableorder/contract/ids';
import { type addPrinter, PRINTER_PORT, type Printer } from '@tableorder/contract/printers';
import type { Key } from '../../i18n/staff.ts';
import type { ApiProblem } from '../../lib/api-problem.ts';

/** A printer as it is being typed. */
export interface PrinterDraft {
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly paper: '576' | '384';
  readonly what: 'whole' | 'stations';
  readonly stationIds: readonly StationId[];
  readonly fallbackId: PrinterId | '';
  readonly confirms: Printer['confirms'];
}

export const draftOf = (printer: Printer | null): PrinterDraft => ({
  name: printer?.name ?? '',
  host: printer?.host ?? '',
  port: String(printer?.port ?? PRINTER_PORT),
  paper: printer?.widthDots === 384 ? '384' : '576',
  what: printer && printer.stationIds.length > 0 ? 'stations' : 'whole',
  stationIds: printer?.stationIds ?? [],
  fallbackId: printer?.fallbackId ?? '',
  confirms: printer?.confirms ?? 'answer',
});

export const wireOf = (draft: PrinterDraft): Required<BodyOf<typeof addPrinter>> => ({
  name: draft.name.trim(),
  host: draft.host.trim(),
  port: Number(draft.port),
  widthDots: Number(draft.paper),
  confirms: draft.confirms,
  stationIds: draft.what === 'whole' ? [] : [...draft.stationIds],
  fallbackId: draft.fallbackId || null,
});

export type Faults = Partial<Record<'name' | 'host' | 'port' | 'stationIds', Key>>;

/** What cannot be sent as it is. */
export function faultsOf({ name, host, port, what, stationIds }: PrinterDraft): Faults {
  return {
    ...(name.trim() === '' ? { name: 'staff.printers.field.name.wrong' } : {}),
    ...(/^[A-Za-z0-9.:_-]+$/.test(host.trim()) ? {} : { host: 'staff.printers.field.host.wrong' }),
    ...(/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535 ? {} : { port: 'staff.printers.field.port.wrong' }),
    ...(what === 'stations' && stationIds.length === 0 ? { stationIds: 'staff.printers.field.stations.wrong' } : {}),
  };
}

const BY_RULE: Readonly<Record<string, Faults>> = {
  'private-address': { host: 'staff.printers.field.host.private' },
  'known-host': { host: 'staff.printers.field.host.unknown' },
  'printer-port': { port: 'staff.printers.field.port.wrong' },
};

/** The fields that the server has refused, with what to say at them; nothing when it was about something else. */
export const refusedFields = ({ errors }: Pick<ApiProblem, 'errors'>): Faults => {
  const faults = errors.map(({ pointer, rule }): Faults => {
    const known = BY_RULE[rule];
    return known ?? (pointer === '/host' ? { host: 'staff.printers.field.host.wrong' } : {});
  });
  return Object.assign({}, ...faults) as Faults;
};
