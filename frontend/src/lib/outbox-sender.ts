import type { Order } from '@tableorder/contract/orders';
import { ApiProblem, NoAnswer } from './api-problem.ts';
import { now } from './clock.ts';
import { throwApart } from './listeners.ts';
import { afterFailure, begun, expired, nextStep, type OutboxEntry } from './outbox.rules.ts';
import type { Outcome } from './outbox-channel.ts';
import type { OutboxSettings } from './outbox-settings.ts';

interface SenderNeeds {
  readonly settings: OutboxSettings;
  readonly read: () => Promise<OutboxEntry[]>;
  readonly changed: () => Promise<void>;
  readonly settle: (key: string, outcome: Outcome) => void;
  readonly isClosed: () => boolean;
}

const HAND_BACK_AGAIN_MS = 5_000;

/** One pass over the queue, oldest first; run it only under the lock. */
export function createSender({ settings, read, changed, settle, isClosed }: SenderNeeds): (eager: boolean) => Promise<void> {
  const { storage, send, onPlaced, onRefused, random = Math.random } = settings;

  const put = async (entry: OutboxEntry) => {
    await storage.set('outbox', entry.key, entry);
    await changed();
  };
  const drop = async (key: string, outcome: Outcome) => {
    await storage.delete('outbox', key);
    settle(key, outcome);
    await changed();
  };
  const handBack = async (entry: OutboxEntry) => {
    if (!entry.lastProblem) return put(expired(entry));
    try {
      await onRefused(entry, entry.lastProblem);
    } catch (error) {
      throwApart(error);
      return put({ ...entry, nextAt: now() + HAND_BACK_AGAIN_MS });
    }
    await drop(entry.key, { kind: 'refused', refusal: entry.lastProblem });
  };
  const handOver = async (order: Order, entry: OutboxEntry) => {
    try {
      await onPlaced?.(order, entry);
    } catch (error) {
      throwApart(error);
    }
    await drop(entry.key, { kind: 'placed', order });
  };

  /** False when the line is down, so that the orders behind it need not be tried. */
  const sendOne = async (entry: OutboxEntry): Promise<boolean> => {
    const trying = begun(entry);
    await put(trying);
    let order: Order;
    try {
      order = await send(trying.body, trying.key);
    } catch (error) {
      if (!(error instanceof ApiProblem || error instanceof NoAnswer)) throwApart(error);
      const failed = afterFailure(trying, error, now(), random());
      await put(failed);
      if (failed.state === 'refused') await handBack(failed);
      return error instanceof ApiProblem && error.status !== 401;
    }
    await handOver(order, trying);
    return true;
  };

  return async (eager) => {
    for (const entry of await read()) {
      if (isClosed()) return;
      const step = nextStep(entry, now(), eager);
      if (step === 'hand-back') await handBack(entry);
      else if (step === 'expire') await put(expired(entry));
      else if (step === 'send' && !(await sendOne(entry))) return;
    }
  };
}
