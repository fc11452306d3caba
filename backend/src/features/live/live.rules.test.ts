import type { DeviceId, SessionId, SignInId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { describe, expect, it } from 'vitest';
import type { Guest, StaffPerson } from '../../http/principal.ts';
import type { StoredEvent } from '../../infra/events/events.ts';
import { type Listener, listenerOf, mayHear } from './live.rules.ts';

const [tableId, otherTable] = ['t1', 't2'] as TableId[] as [TableId, TableId];
const [sessionId, otherSession] = ['s1', 's2'] as SessionId[] as [SessionId, SessionId];

const staff: Listener = { kind: 'staff' };
const phone: Listener = { kind: 'phone', sessionId };
const tablet: Listener = { kind: 'tablet', tableId };

type Heard = Pick<StoredEvent, 'type' | 'audience' | 'table_id' | 'session_id'>;
const event = (more: Partial<Heard>): Heard => ({
  type: 'order_created',
  audience: 'session',
  table_id: tableId,
  session_id: sessionId,
  ...more,
});

describe('who hears', () => {
  it.each<[string, Heard, boolean, boolean, boolean]>([
    ['an order of the party', event({}), true, true, true],
    ['an order of another party at the table', event({ session_id: otherSession }), true, false, true],
    ['an order of the party moved to another table', event({ table_id: otherTable }), true, true, false],
    ['an order of another table', event({ table_id: otherTable, session_id: otherSession }), true, false, false],
    ['a table without a party', event({ type: 'table_updated', session_id: null }), true, false, true],
    ['the menu', event({ type: 'menu_updated', audience: 'everyone', table_id: null, session_id: null }), true, true, true],
    ['what is for staff', event({ audience: 'staff', table_id: null, session_id: null }), true, false, false],
    ['what is for staff and names the party', event({ audience: 'staff' }), true, false, false],
    ['what the kitchen did', event({ type: 'kitchen_updated', audience: 'staff', table_id: null, session_id: null }), true, false, false],
    ['an audience that nobody knows', event({ audience: 'station' as 'staff' }), true, false, false],
    ['a session event that names nobody', event({ table_id: null, session_id: null }), true, false, false],
  ])('%s', (_, one, byStaff, byPhone, byTablet) => {
    expect([staff, phone, tablet].map((listener) => mayHear(listener, one))).toEqual([byStaff, byPhone, byTablet]);
  });

  it('of a tablet that resumes: the party that sits there now, and of an earlier one only that it left', () => {
    const earlier = event({ session_id: otherSession });
    expect(mayHear(tablet, event({}), sessionId)).toBe(true);
    expect(mayHear(tablet, earlier, sessionId)).toBe(false);
    expect(mayHear(tablet, earlier, null)).toBe(false);
    expect(mayHear(tablet, { ...earlier, type: 'session_closed' }, null)).toBe(true);
    expect(mayHear(tablet, { ...earlier, type: 'session_closed', table_id: otherTable }, null)).toBe(false);
    expect(mayHear(tablet, event({ audience: 'everyone', session_id: null }), null)).toBe(true);
  });
});

describe('who listens', () => {
  const guest: Guest = {
    kind: 'guest',
    signInId: 'i' as SignInId,
    storeId: 'st' as StoreId,
    tableId,
    sessionId,
    deviceId: null,
    expiresAt: 0,
  };

  it('is a phone by its session, a tablet by its table, staff by their store', () => {
    const person: StaffPerson = {
      kind: 'staff',
      signInId: guest.signInId,
      storeId: guest.storeId,
      staffId: 'p' as StaffId,
      username: '',
      role: 'kitchen',
      expiresAt: 0,
    };
    expect(listenerOf(person)).toEqual(staff);
    expect(listenerOf(guest)).toEqual(phone);
    expect(listenerOf({ ...guest, deviceId: 'd' as DeviceId })).toEqual(tablet);
    expect(listenerOf({ ...guest, deviceId: 'd' as DeviceId, sessionId: null })).toEqual(tablet);
  });
});
