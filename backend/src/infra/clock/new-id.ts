import type { Id } from '@tableorder/contract/ids';
import { V7Generator } from 'uuidv7';
import type { Clock } from './clock.ts';
import { systemClock } from './system.ts';

/** Makes an id: sorts after every id made here before, also when the wall clock is set back. Never fails, never repeats. */
export type NewId = <I extends Id<string>>() => I;

export function idMaker(clock: Clock): NewId {
  const generator = new V7Generator();
  generator.setRollbackAllowance(0xffff_ffff_ffff);
  return <I extends Id<string>>() => generator.generateOrResetWithTs(Math.max(1, Math.floor(clock.now()))).toString() as I;
}

export const newId: NewId = idMaker(systemClock);
