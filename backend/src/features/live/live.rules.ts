import type { SessionId, TableId } from '@tableorder/contract/ids';
import { joinedBy, type Principal } from '../../http/principal.ts';
import type { StoredEvent } from '../../infra/events/events.ts';

/** Who listens: staff hear their store (but not what guests do among themselves), a phone its session, a tablet whatever concerns the party at its table. */
export type Listener =
  | { readonly kind: 'staff' }
  | { readonly kind: 'phone'; readonly sessionId: SessionId }
  | { readonly kind: 'tablet'; readonly tableId: TableId };

export function listenerOf(principal: Principal): Listener {
  if (principal.kind === 'staff') return { kind: 'staff' };
  const joinedId = joinedBy(principal);
  return joinedId === null ? { kind: 'tablet', tableId: principal.tableId } : { kind: 'phone', sessionId: joinedId };
}

/**
 * Whether an event may reach a listener; whatever is not named here reaches nobody. A tablet that resumes hears of the party that sits
 * there now, and of an earlier one only that it left: `present` is the session running when it resumed, undefined while it hears live.
 */
export function mayHear(
  listener: Listener,
  event: Pick<StoredEvent, 'type' | 'audience' | 'table_id' | 'session_id'>,
  present?: SessionId | null,
): boolean {
  if (listener.kind === 'staff') return event.audience !== 'guests';
  if (event.audience === 'everyone') return true;
  if (event.audience !== 'session' && event.audience !== 'guests') return false;
  if (listener.kind === 'phone') return event.session_id === listener.sessionId;
  if (event.table_id !== listener.tableId) return false;
  return present === undefined || event.session_id === present || event.type === 'session_closed';
}
