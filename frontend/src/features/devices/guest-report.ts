import { type DeviceReport, reportDevice } from '@tableorder/contract/devices';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { BUILD } from '../../lib/build-version.ts';
import { throwApart } from '../../lib/listeners.ts';
import { reportRegularly } from '../../lib/report-regularly.ts';

const EVERY_MS = 60_000;

interface Battery {
  readonly level: number;
  readonly charging: boolean;
}

/** Null where the browser does not tell: most do not, and none over plain HTTP. */
async function readBattery(): Promise<Battery | null> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
  return getBattery === undefined ? null : getBattery.call(navigator);
}

async function howItIs(): Promise<DeviceReport> {
  const battery = await readBattery();
  // Missing where the browser is older than the word.
  const { isSecureContext: secure = false } = window as { isSecureContext?: boolean };
  return {
    version: BUILD,
    battery: battery && Math.round(battery.level * 100),
    charging: battery?.charging ?? null,
    awake: document.visibilityState === 'visible',
    secure,
  };
}

/** A tablet says every minute how it is, and at once when it wakes or goes dark. Gives the way to stop. */
export function startReporting(api: Pick<Api, 'call'>): () => void {
  const say = async () => {
    try {
      await api.call(reportDevice, { body: await howItIs() });
    } catch (error) {
      // Said again within the minute; what staff see meanwhile is how old the last word is.
      if (!isFromTheLine(error)) throw error;
    }
  };
  const report = () => void say().catch(throwApart);
  report();
  return reportRegularly(report, EVERY_MS);
}
