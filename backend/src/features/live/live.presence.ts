import { randomUUID } from 'node:crypto';
import type { StoreId, TableId } from '@tableorder/contract/ids';
import type { Bus } from '../../infra/bus/bus.ts';
import type { LiveHub } from './live.hub.ts';

/** The bus topics of "whose tablets do you hear?" and of what each instance answers. */
const ASKED = 'presence-asked';
const TOLD = 'presence-told';
/** Who has not answered by then is taken for one that hears nobody: an instance answers within a few ms. */
const ANSWERS_MS = 150;

interface Asked {
  readonly question: string;
  readonly storeId: StoreId;
}
interface Told {
  readonly question: string;
  readonly tables: readonly TableId[];
}

/** Which tablets have a stream open, at whatever instance; each instance knows its own, and is asked over the bus. */
export class Presence {
  readonly #bus: Bus;
  readonly #hub: Pick<LiveHub, 'tablesHeard'>;
  readonly #instances: 'one' | 'several';
  readonly #asking = new Map<string, Set<TableId>>();
  readonly #stops: (() => void)[];

  constructor(bus: Bus, hub: Pick<LiveHub, 'tablesHeard'>, instances: 'one' | 'several') {
    this.#bus = bus;
    this.#hub = hub;
    this.#instances = instances;
    this.#stops = [
      bus.subscribe(ASKED, (payload) => this.#answer(JSON.parse(payload) as Asked)),
      bus.subscribe(TOLD, (payload) => this.#hear(JSON.parse(payload) as Told)),
    ];
  }

  async #answer({ question, storeId }: Asked): Promise<void> {
    const tables = [...this.#hub.tablesHeard(storeId)];
    if (tables.length > 0) await this.#bus.publish(TOLD, JSON.stringify({ question, tables } satisfies Told));
  }

  #hear({ question, tables }: Told): void {
    const heard = this.#asking.get(question);
    for (const table of tables) heard?.add(table);
  }

  /** The store's tables whose tablet has a stream open. Those of an instance that cannot be asked now are missing. */
  async tablesHeard(storeId: StoreId): Promise<ReadonlySet<TableId>> {
    const heard = new Set(this.#hub.tablesHeard(storeId));
    if (this.#instances === 'one') return heard;
    const question = randomUUID();
    this.#asking.set(question, heard);
    try {
      await this.#bus.publish(ASKED, JSON.stringify({ question, storeId } satisfies Asked));
      await new Promise((resolve) => setTimeout(resolve, ANSWERS_MS));
    } finally {
      this.#asking.delete(question);
    }
    return heard;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
