import type { Caller, Endpoint, Role } from '@tableorder/contract/endpoint';
import type { DeviceId, SessionId, SignInId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';

/** Guests at a table: its fixed tablet, or a phone that joined the running session. `sessionId` is null while nobody has ordered. */
export interface Guest {
  readonly kind: 'guest';
  readonly signInId: SignInId;
  readonly storeId: StoreId;
  readonly tableId: TableId;
  readonly sessionId: SessionId | null;
  readonly deviceId: DeviceId | null;
  readonly expiresAt: number;
}

/** The session a phone joined and is bound to; null for a tablet, which is in whatever session runs at its table. */
export const joinedBy = ({ deviceId, sessionId }: Pick<Guest, 'deviceId' | 'sessionId'>): SessionId | null =>
  deviceId === null ? sessionId : null;

export interface StaffPerson {
  readonly kind: 'staff';
  readonly signInId: SignInId;
  readonly storeId: StoreId;
  readonly staffId: StaffId;
  readonly username: string;
  readonly role: Role;
  readonly expiresAt: number;
}

export type Principal = Guest | StaffPerson;

/** Who reads what is the same for all guests of a shop, or for all its staff: where they sit, and with whom, is not asked. */
export type Visitor = Pick<Principal, 'kind' | 'storeId' | 'signInId' | 'expiresAt'>;

/** What has to be known of a caller: a guest's seat too, which is read from the database, or only which shop lets them in. */
export type Asked = 'seat' | 'shop';

/** Who stands behind a token; Problem `unauthorized` for one that is forged, expired, revoked or of an ended session. */
export type Identify = (token: string, asked: Asked) => Promise<Principal>;

type PrincipalOfCaller<C extends Caller> = C extends 'anyone' ? null : C extends 'table' ? Guest : StaffPerson;
/** Who a route's handler meets, by the callers its endpoint names. */
export type PrincipalOf<E extends Endpoint> = E extends { readonly cacheable: true } ? Visitor : PrincipalOfCaller<E['callers'][number]>;

/** The token of an `Authorization: Bearer …` header, null without one. */
export function bearer(header: string | undefined): string | null {
  return header?.startsWith('Bearer ') ? header.slice(7).trim() || null : null;
}

/** Checks that the principal may call; 403 for a token that is good but not for this route. */
export function admit(callers: readonly Caller[], principal: Principal): void {
  const caller: Caller = principal.kind === 'guest' ? 'table' : principal.role;
  if (!callers.includes(caller)) throw problem('forbidden', {});
}
