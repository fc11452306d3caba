import type { StaffMember } from '@tableorder/contract/access';
import type { Endpoint } from '@tableorder/contract/endpoint';
import type { Store } from '@tableorder/contract/stores';
import { createContext, useContext } from 'react';
import type { Api } from './api.ts';

/** What every screen of a signed-in staff member works with. */
export interface StaffWork {
  readonly api: Api;
  readonly store: Store;
  readonly staff: StaffMember;
}

const WorkContext = createContext<StaffWork | null>(null);

export const StaffWorkProvider = WorkContext.Provider;

/** `may` asks the contract: what a role may not call is not shown to it. */
export function useStaffWork(): StaffWork & { readonly may: (endpoint: Endpoint) => boolean } {
  const work = useContext(WorkContext);
  if (work === null) throw new Error('useStaffWork stands outside StaffWorkProvider');
  return { ...work, may: (endpoint) => endpoint.callers.includes(work.staff.role) };
}
