import { readMenu } from '@tableorder/contract/menu';
import { listUnseen, type UnseenOrder } from '@tableorder/contract/receipts';
import { readSettings } from '@tableorder/contract/settings';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Sign } from '../features/access/staff-sign.ts';
import { type MenuWords, menuWords, NO_WORDS } from '../features/kitchen/kitchen-words.ts';
import { useT } from '../i18n/kitchen.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { throwApart } from '../lib/listeners.ts';
import { type Chime, createChime, type Voice } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { keepAwake } from '../lib/wake-lock.ts';
import { Spinner } from '../ui/spinner.tsx';
import { useToasts } from '../ui/toast.tsx';
import { type Acts, createActs } from './kitchen-acts.ts';
import { useBusy } from './kitchen-busy.tsx';
import type { DeviceKeeper } from './kitchen-device.ts';
import { KitchenScreen } from './kitchen-screen.tsx';
import { type KitchenStore, openKitchen } from './kitchen-store.ts';
import { StationChoice } from './station-choice.tsx';

interface Live {
  readonly store: KitchenStore;
  readonly acts: Acts;
  readonly chime: Chime;
}

/** Everything that runs while somebody is signed in: the tickets, the stream, the bell, a screen that does not sleep. */
export function KitchenLive({ sign, device }: { readonly sign: Sign; readonly device: DeviceKeeper }) {
  const { api } = useStaffWork();
  const onFailed = useFailedWords();
  const [live, setLive] = useState<Live | null>(null);
  useEffect(keepAwake, []);
  useEffect(() => {
    const store = openKitchen(api, sign.end);
    const chime = createChime();
    const station = () => {
      const chosen = device.snapshot().station;
      return chosen === 'pass' ? null : chosen;
    };
    setLive({ store, chime, acts: createActs({ api, store, station, onFailed }) });
    return () => {
      store.close();
      chime.close();
    };
  }, [api, sign, device, onFailed]);
  return live === null ? null : <Opened live={live} sign={sign} device={device} />;
}

function Opened({
  live: { store, acts, chime },
  sign,
  device,
}: {
  readonly live: Live;
  readonly sign: Sign;
  readonly device: DeviceKeeper;
}) {
  const { state, line } = useSyncExternalStore(store.subscribe, store.view);
  const { station } = useSyncExternalStore(device.subscribe, device.snapshot);
  const words = useMenuWords(store);
  const voice = useVoice(store);
  const unseen = useUnseen(store);
  const busy = useBusy(store);
  if (state === null) return <Spinner />;
  const known = station === 'pass' || state.stations.some(({ id }) => id === station);
  if (station === null || !known) return <StationChoice stations={state.stations} onChoose={(next) => device.put({ station: next })} />;
  return (
    <KitchenScreen
      key={station}
      kitchen={state}
      station={station}
      line={line}
      words={words}
      acts={acts}
      chime={chime}
      voice={voice}
      device={device}
      sign={sign}
      unseen={unseen}
      busy={busy}
    />
  );
}

/** The dishes in this screen's language, read anew when the menu changes. Until they are here, the orders' own names stand. */
function useMenuWords(store: KitchenStore): MenuWords {
  const { api } = useStaffWork();
  const { locale } = useT();
  const [words, setWords] = useState<MenuWords>(NO_WORDS);
  useEffect(() => {
    let asking = new AbortController();
    const read = () => {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      api
        .call(readMenu, { query: { lang: locale }, signal })
        .then(({ body }) => setWords(menuWords(body)))
        .catch((error: unknown) => {
          if (!signal.aborted && !isFromTheLine(error)) throwApart(error);
        });
    };
    read();
    const stop = store.onEvent((event) => {
      if (event.type === 'menu_updated') read();
    });
    return () => {
      asking.abort();
      stop();
    };
  }, [api, store, locale]);
  return words;
}

/** How the shop wants a new order to sound; null for not at all. */
function useVoice(store: KitchenStore): Voice | null {
  const { api } = useStaffWork();
  const [voice, setVoice] = useState<Voice | null>('bell');
  useEffect(() => {
    const read = () =>
      api
        .call(readSettings)
        .then(({ body }) => setVoice(body.settings.orderSound === 'off' ? null : body.settings.orderSound))
        .catch((error: unknown) => {
          // It rings as it did.
          if (!isFromTheLine(error)) throwApart(error);
        });
    void read();
    return store.onEvent((event) => {
      if (event.type === 'settings_updated') void read();
    });
  }, [api, store]);
  return voice;
}

/** What was not drawn where it should be: told whole by each event, and read again when an order of it goes on or is gone. */
function useUnseen(store: KitchenStore): readonly UnseenOrder[] {
  const { api } = useStaffWork();
  const [unseen, setUnseen] = useState<readonly UnseenOrder[]>([]);
  useEffect(() => {
    let known: readonly UnseenOrder[] = [];
    const take = (orders: readonly UnseenOrder[]) => {
      known = orders;
      setUnseen(orders);
    };
    const read = () =>
      api
        .call(listUnseen)
        .then(({ body }) => take(body.items))
        .catch((error: unknown) => {
          // The next event tells it.
          if (!isFromTheLine(error)) throwApart(error);
        });
    void read();
    return store.onEvent((event) => {
      if (event.type === 'unseen_updated') take(event.orders);
      if (event.type !== 'order_updated' && event.type !== 'order_deleted') return;
      if (known.some(({ orderId }) => orderId === event.order.id)) void read();
    });
  }, [api, store]);
  return unseen;
}

/** Says that an act did not reach the server. One function for good: the words are those of the language spoken then. */
function useFailedWords() {
  const { t } = useT();
  const { show } = useToasts();
  const speaker = useRef({ t, show });
  speaker.current = { t, show };
  const [onFailed] = useState(() => (ticket: { order: { id: string; number: string } }, failure: unknown) => {
    const { t: say, show: tell } = speaker.current;
    const text = `${say('kitchen.failed', { number: ticket.order.number })} ${sayFailure(say, failure)}`;
    tell({ key: `order-${ticket.order.id}`, tone: 'problem', text });
  });
  return onFailed;
}
