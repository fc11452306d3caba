import { type DisplayReport, reportDisplay } from '@tableorder/contract/displays';
import type { DisplayId } from '@tableorder/contract/ids';
import { useEffect, useRef } from 'react';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { BUILD } from '../../lib/build-version.ts';
import { throwApart } from '../../lib/listeners.ts';
import { randomKey } from '../../lib/random-key.ts';
import { reportRegularly } from '../../lib/report-regularly.ts';

const EVERY_MS = 30_000;
const KEPT = 'tableorder.display';

/** The name of this tab: the same after a reload. Storage that a browser forbids only means a new name. */
function ownId(): DisplayId {
  try {
    const kept = sessionStorage.getItem(KEPT) ?? randomKey();
    sessionStorage.setItem(KEPT, kept);
    return kept as DisplayId;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return randomKey() as DisplayId;
  }
}

export type Shown = Pick<DisplayReport, 'kind' | 'stationId' | 'live'>;

/** As long as it is on the screen, the server is told what this screen shows and how it is: every half minute, and at once when that changes. */
export function useDisplayReports(api: Pick<Api, 'call'>, { kind, stationId, live }: Shown): void {
  const shown = useRef<Shown>({ kind, stationId, live });
  const say = useRef(() => {});
  useEffect(() => {
    const displayId = ownId();
    const report = () => {
      const body = { displayId, ...shown.current, awake: document.visibilityState === 'visible', version: BUILD };
      void api.call(reportDisplay, { body }).catch((error: unknown) => {
        // Said again within the minute; who watches sees how old the last word is.
        if (!isFromTheLine(error)) throwApart(error);
      });
    };
    say.current = report;
    return reportRegularly(report, EVERY_MS);
  }, [api]);
  useEffect(() => {
    shown.current = { kind, stationId, live };
    say.current();
  }, [kind, stationId, live]);
}
