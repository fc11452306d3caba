import { Repeating } from '../../infra/clock/repeating.ts';
import type { Log } from '../../infra/log/log.ts';
import { type DisplaysDeps, tellSilenced } from './displays.commands.ts';

/** How much later than its silence a screen is missed, at most. */
const LOOK_MS = 5_000;
/** What fell silent while no server ran is told as well. */
const LOOK_BACK_MS = 3_600_000;

/** Misses the screens that went without a word, for as long as the process runs. */
export function watchSilence(deps: Omit<DisplaysDeps, 'cache'> & { readonly log: Log }, everyMs = LOOK_MS): Repeating {
  let since = deps.clock.now() - LOOK_BACK_MS;
  const look = async () => {
    const now = deps.clock.now();
    await tellSilenced(deps, since);
    since = now;
  };
  return new Repeating(look, everyMs, (error) => deps.log.error('displays', 'silent screens cannot be looked for; tried again', {}, error));
}
