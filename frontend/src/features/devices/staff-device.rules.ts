import type { Device } from '@tableorder/contract/devices';
import { fromInstant } from '@tableorder/contract/time';

/** Two words missed. */
export const SILENT_MS = 2 * 60_000;
const LOW_BATTERY = 20;

/** What keeps a tablet from being ready, worst first. `plain` (no HTTPS) is worth knowing and keeps nobody from ordering. */
export const FAULTS = ['silent', 'asleep', 'deaf', 'battery', 'old'] as const;
export type Fault = (typeof FAULTS)[number];

/** `served` is the build that is served now; null where that is not known. A silent tablet's older words say nothing any more. */
export function faultsOf({ report, connected }: Device, now: number, served: string | null): Fault[] {
  if (report === null || now - fromInstant(report.at) > SILENT_MS) return ['silent'];
  const { awake, battery, charging, version } = report;
  const found: Record<Fault, boolean> = {
    silent: false,
    asleep: !awake,
    deaf: awake && !connected,
    battery: battery !== null && battery < LOW_BATTERY && charging !== true,
    old: served !== null && version !== served,
  };
  return FAULTS.filter((fault) => found[fault]);
}

export interface Judged {
  readonly device: Device;
  readonly faults: readonly Fault[];
}

const worst = ({ faults }: Judged): number => (faults[0] ? FAULTS.indexOf(faults[0]) : FAULTS.length);

/** Problems first, the worst on top; by number among equals. */
export const judge = (devices: readonly Device[], now: number, served: string | null): Judged[] =>
  devices
    .map((device) => ({ device, faults: faultsOf(device, now, served) }))
    .sort((a, b) => worst(a) - worst(b) || a.device.tableNumber - b.device.tableNumber);
