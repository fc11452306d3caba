import { CALL_REASONS, type CallReason } from '@tableorder/contract/calls';
import type { CallsReport } from '@tableorder/contract/reports';
import { percentile } from '@tableorder/contract/reports.rules';
import { onTheWall } from '@tableorder/contract/time';

export interface CallTimes {
  readonly reason: CallReason;
  readonly created_at: number;
  readonly done_at: number | null;
  /** When the party that called left; null while it sits, and for a table that called before its first order. */
  readonly ended_at: number | null;
}

/** The close of a table ends its calls in its own transaction, which reads the clock more than once. */
const CLOSE_MS = 1000;

/** `missed`: only the close of the table ended it. Who asks for the bill is answered by just that. */
export function outcomeOf({ reason, done_at, ended_at }: CallTimes): 'answered' | 'missed' | 'open' {
  if (done_at === null) return 'open';
  return reason !== 'bill' && ended_at !== null && done_at > ended_at - CLOSE_MS ? 'missed' : 'answered';
}

type Answering = Pick<CallsReport, 'calls' | 'answered' | 'medianSeconds' | 'p95Seconds' | 'missed'>;

function answeringOf(calls: readonly CallTimes[]): Answering {
  const answered = calls.filter((call) => outcomeOf(call) === 'answered');
  const seconds = answered.map((call) => Math.round(((call.done_at ?? 0) - call.created_at) / 1000));
  return {
    calls: calls.length,
    answered: answered.length,
    medianSeconds: percentile(seconds, 50),
    p95Seconds: percentile(seconds, 95),
    missed: calls.filter((call) => outcomeOf(call) === 'missed').length,
  };
}

/** Reasons that nobody called for are left out, most calls first; the 24 hours are all there. */
export function callsFigures(calls: readonly CallTimes[], timeZone: string): Omit<CallsReport, 'from' | 'to'> {
  const hourOf = ({ created_at }: CallTimes) => Math.floor(onTheWall(created_at, timeZone).minutes / 60);
  const byHour = Map.groupBy(calls, hourOf);
  const byReason = Map.groupBy(calls, ({ reason }) => reason);
  return {
    ...answeringOf(calls),
    open: calls.filter((call) => outcomeOf(call) === 'open').length,
    reasons: CALL_REASONS.filter((reason) => byReason.has(reason))
      .map((reason) => ({ reason, ...answeringOf(byReason.get(reason) ?? []) }))
      .sort((a, b) => b.calls - a.calls),
    hours: Array.from({ length: 24 }, (_, hour) => ({ hour, ...answeringOf(byHour.get(hour) ?? []) })),
  };
}
