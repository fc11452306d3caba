import type { Display } from '@tableorder/contract/displays';
import { SILENT_MS } from '@tableorder/contract/displays.rules';
import { fromInstant } from '@tableorder/contract/time';

/** What keeps a screen from listening, worst first; `old` is worth knowing and keeps nobody from cooking. */
export const DISPLAY_FAULTS = ['silent', 'asleep', 'deaf', 'old'] as const;
export type DisplayFault = (typeof DISPLAY_FAULTS)[number];

/** What is worth a row: a board that fell silent is a tab that somebody closed; a kitchen's or a wall's screen is missed. */
export const isMissedOrHere = (display: Display, now: number): boolean =>
  display.kind !== 'board' || now - fromInstant(display.at) < SILENT_MS;

/** `served` is the build that is served now; null where that is not known. A silent screen's older words say nothing any more. */
export function displayFaults({ at, awake, live, version }: Display, now: number, served: string | null): DisplayFault[] {
  if (now - fromInstant(at) >= SILENT_MS) return ['silent'];
  const found = { silent: false, asleep: !awake, deaf: awake && !live, old: served !== null && version !== served };
  return DISPLAY_FAULTS.filter((fault) => found[fault]);
}
