import type { OrderId, StationId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { acknowledgeOrders } from '@tableorder/contract/receipts';
import { useEffect, useState } from 'react';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { throwApart } from '../../lib/listeners.ts';

/** Orders drawn together are told together; well below what a person notices. */
const GATHER_MS = 150;
const AGAIN_MS = 5_000;
const MOST_AT_ONCE = 100;

/**
 * Tells the guests that their orders are on this screen: only what is drawn now, on a page that somebody can see. What could not be told
 * is told again; what another screen told first is not told at all, but by a kitchen screen: each station has to have it for itself.
 */
export function useAcknowledgedOrders(api: Api, drawn: readonly Order[], kitchen?: { readonly stationId: StationId | null }): void {
  const [told, setTold] = useState<ReadonlySet<OrderId>>(new Set());
  const ofKitchen = kitchen !== undefined;
  const stationId = kitchen?.stationId ?? null;
  const untold = drawn
    .filter(({ id, seenAt }) => (ofKitchen ? !told.has(id) : seenAt === null))
    .map(({ id }) => id)
    .sort()
    .join();
  useEffect(() => {
    if (untold === '') return;
    const orderIds = untold.split(',').slice(0, MOST_AT_ONCE) as OrderId[];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let telling = false;
    const tell = async () => {
      if (telling || document.visibilityState !== 'visible') return;
      telling = true;
      try {
        const screen = ofKitchen ? 'kitchen' : 'board';
        await api.call(acknowledgeOrders, { body: { orderIds, screen, ...(stationId === null ? {} : { stationId }) } });
        if (ofKitchen) setTold((before) => new Set([...before, ...orderIds]));
      } catch (error) {
        if (!isFromTheLine(error)) throw error;
        telling = false;
        soon(AGAIN_MS);
      }
    };
    const soon = (afterMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => void tell().catch(throwApart), afterMs);
    };
    // Two frames on, what was rendered is on the glass.
    const frame = requestAnimationFrame(() => soon(GATHER_MS));
    const shown = () => soon(GATHER_MS);
    document.addEventListener('visibilitychange', shown);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [api, untold, ofKitchen, stationId]);
}
