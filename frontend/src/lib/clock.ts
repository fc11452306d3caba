import type { EpochMs } from '@tableorder/contract/time';

/** The device's own clock. It may be wrong or jump: use it for ages on this device, never for what the server decides. */
export const now = (): EpochMs => Date.now();
