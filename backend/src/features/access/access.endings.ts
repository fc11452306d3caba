import type { ScreenId, SignInId, StaffId, StoreId } from '@tableorder/contract/ids';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Trx } from '../../infra/db/db.ts';
import { leaveSeatsOfStaff } from './access.screens.sql.ts';
import type { SignIns } from './access.sign-ins.ts';
import { endSignIn, findLiveSignInsOfStaff } from './access.sql.ts';

export interface EndingDeps {
  readonly signIns: Pick<SignIns, 'changed'>;
  readonly clock: Clock;
}

/** Ends sign-ins here and everywhere; those already ended are passed over. */
export async function endAll(trx: Trx, { signIns, clock }: EndingDeps, storeId: StoreId, ids: readonly SignInId[]): Promise<void> {
  for (const id of ids) await trx.run(endSignIn, { storeId, id, at: clock.now() });
  signIns.changed(trx, ids);
}

/** Ends a person's sign-ins and seats at shared screens; `but` is the sign-in that stays, with the seat at its screen. */
export async function endSignInsOf(trx: Trx, deps: EndingDeps, storeId: StoreId, staffId: StaffId, but?: SignInId): Promise<void> {
  const live = await trx.all(findLiveSignInsOfStaff, { storeId, staffId, at: deps.clock.now() });
  const kept: ScreenId | '' = live.find(({ id }) => id === but)?.screen_id ?? '';
  await trx.run(leaveSeatsOfStaff, { storeId, staffId, kept });
  await endAll(
    trx,
    deps,
    storeId,
    live.map(({ id }) => id).filter((id) => id !== but),
  );
}
