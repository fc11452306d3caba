import type { OrderId } from '@tableorder/contract/ids';
import { type Order, type OrderStatus, setOrderStatus, takeOrder } from '@tableorder/contract/orders';
import { nextStatus } from '@tableorder/contract/orders.rules';
import type { Api, SendBy } from '../lib/api.ts';
import { isFromTheLine, isProblem } from '../lib/api-problem.ts';
import { createListeners, throwApart } from '../lib/listeners.ts';

/** One-tap steps can be taken back so long; only then are they sent (product description, section 2). */
export const UNDO_MS = 5_000;

export interface PendingStep {
  readonly order: Order;
  readonly to: OrderStatus;
  readonly sending: boolean;
}

export interface StepSettings {
  readonly api: Api;
  /** The order as the server has it now: the answer, or what a refusal carried. */
  readonly onOrder: (order: Order) => void;
  /** Somebody else was faster; `present` is what the order is now. */
  readonly onOvertaken: (step: PendingStep, present: Order) => void;
  readonly onFailed: (step: PendingStep, failure: unknown) => void;
}

export interface Steps {
  readonly pending: () => ReadonlyMap<OrderId, PendingStep>;
  readonly subscribe: (listener: () => void) => () => void;
  readonly take: (order: Order) => void;
  readonly undo: (id: OrderId) => void;
  /** Somebody changed or removed the order: a step that waits on it is dropped. */
  readonly heard: (order: Order) => void;
  /** Sends what waits, now, so that it arrives although the page goes away. */
  readonly flush: () => void;
  readonly close: () => void;
}

/** A request that the browser finishes when the tab is closed under it. */
const outliving: SendBy = (url, request) => fetch(url, { ...request, keepalive: true });

export function createSteps(settings: StepSettings): Steps {
  const listeners = createListeners();
  const timers = new Map<OrderId, ReturnType<typeof setTimeout>>();
  let pending: ReadonlyMap<OrderId, PendingStep> = new Map();

  const put = (id: OrderId, step: PendingStep | null) => {
    const next = new Map(pending);
    if (step) next.set(id, step);
    else next.delete(id);
    pending = next;
    listeners.tell();
  };
  const stop = (id: OrderId) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  /** The step waits for its undo; that a hand is on the order does not. Where it can't be told the others ring until the step arrives. */
  const tell = (order: Order, taken: boolean) => {
    if (order.status !== 'PENDING') return;
    void settings.api.call(takeOrder, { params: { orderId: order.id }, body: { taken } }).catch((failure: unknown) => {
      if (!isFromTheLine(failure)) throwApart(failure);
    });
  };
  const send = async (id: OrderId, sendBy?: SendBy) => {
    stop(id);
    const step = pending.get(id);
    if (!step || step.sending) return;
    put(id, { ...step, sending: true });
    const { order, to } = step;
    try {
      const { body } = await settings.api.call(setOrderStatus, {
        params: { orderId: id },
        body: { status: to, version: order.version },
        ...(sendBy ? { sendBy } : {}),
      });
      settings.onOrder(body);
      put(id, null);
    } catch (failure) {
      put(id, null);
      if (isProblem(failure, 'order/stale') || isProblem(failure, 'order/illegal-step')) {
        settings.onOrder(failure.params.order);
        settings.onOvertaken(step, failure.params.order);
      } else settings.onFailed(step, failure);
    }
  };
  const flush = () => {
    for (const id of [...timers.keys()]) void send(id, outliving);
  };

  return {
    pending: () => pending,
    subscribe: listeners.subscribe,
    take: (order) => {
      const to = nextStatus(order.status);
      if (to === null || pending.has(order.id)) return;
      put(order.id, { order, to, sending: false });
      tell(order, true);
      timers.set(
        order.id,
        setTimeout(() => void send(order.id), UNDO_MS),
      );
    },
    undo: (id) => {
      const step = pending.get(id);
      if (!step || step.sending) return;
      stop(id);
      put(id, null);
      tell(step.order, false);
    },
    heard: (order) => {
      const step = pending.get(order.id);
      if (!step || step.sending || order.version <= step.order.version) return;
      stop(order.id);
      put(order.id, null);
      if (order.status !== step.to) settings.onOvertaken(step, order);
    },
    flush,
    close: () => {
      flush();
    },
  };
}

/** The order as the person who tapped sees it. */
export const withStep = (order: Order, pending: ReadonlyMap<OrderId, PendingStep>): Order => {
  const step = pending.get(order.id);
  return step ? { ...order, status: step.to } : order;
};
