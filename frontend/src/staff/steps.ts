import type { OrderId } from '@tableorder/contract/ids';
import { type Order, type OrderStatus, setOrderStatus } from '@tableorder/contract/orders';
import { nextStatus } from '@tableorder/contract/orders.rules';
import type { Api } from '../lib/api.ts';
import { isProblem } from '../lib/api-problem.ts';
import { createListeners } from '../lib/listeners.ts';

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
  /** Sends what waits, now: the screen is going away. */
  readonly flush: () => void;
  readonly close: () => void;
}

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
  const send = async (id: OrderId) => {
    stop(id);
    const step = pending.get(id);
    if (!step || step.sending) return;
    put(id, { ...step, sending: true });
    const { order, to } = step;
    try {
      const { body } = await settings.api.call(setOrderStatus, {
        params: { orderId: id },
        body: { status: to, version: order.version },
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
    for (const id of [...timers.keys()]) void send(id);
  };

  return {
    pending: () => pending,
    subscribe: listeners.subscribe,
    take: (order) => {
      const to = nextStatus(order.status);
      if (to === null || pending.has(order.id)) return;
      put(order.id, { order, to, sending: false });
      timers.set(
        order.id,
        setTimeout(() => void send(order.id), UNDO_MS),
      );
    },
    undo: (id) => {
      if (pending.get(id)?.sending) return;
      stop(id);
      put(id, null);
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
