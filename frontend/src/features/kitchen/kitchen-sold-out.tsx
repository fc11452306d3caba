import type { StationId } from '@tableorder/contract/ids';
import { type AdminMenuItem, listMenuItems, setAvailability } from '@tableorder/contract/menu.admin';
import { readSettings } from '@tableorder/contract/settings';
import { nextBusinessDay, toInstant } from '@tableorder/contract/time';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/kitchen.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { serverNow } from '../../lib/clock.ts';
import { throwApart } from '../../lib/listeners.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './kitchen-sheet.module.css';
import type { MenuWords } from './kitchen-words.ts';

export interface KitchenSoldOutProps {
  readonly stationId: StationId | null;
  /** The station that makes what is assigned to none. */
  readonly restId: StationId | null;
  readonly words: MenuWords;
}

type Selling = 'sell' | 'today' | 'out';
const sellingOf = (item: AdminMenuItem): Selling => (item.state === 'sold_out' ? (item.soldOutUntil === null ? 'out' : 'today') : 'sell');

/** What runs out is seen at the stove first: one touch, and every guest's menu says so. */
export function KitchenSoldOut({ stationId, restId, words }: KitchenSoldOutProps) {
  const { t } = useT();
  const { items, failure, put } = useItems();
  const [look, setLook] = useState('');
  const [everywhere, setEverywhere] = useState(stationId === null);
  if (items === null) return failure === null ? <Spinner /> : <Refusal text={sayFailure(t, failure)} />;
  const nameOf = ({ id, name }: AdminMenuItem) => words.get(id)?.name ?? name;
  const wanted = look.trim().toLocaleLowerCase();
  const isHere = ({ stationIds }: AdminMenuItem) =>
    everywhere || stationId === null || (stationIds.length === 0 ? stationId === restId : stationIds.includes(stationId));
  const found = items.filter((item) => isHere(item) && (nameOf(item).toLocaleLowerCase().includes(wanted) || item.name.includes(wanted)));
  return (
    <>
      <TextField type="search" label={t('kitchen.soldout.search')} maxLength={100} value={look} onChange={setLook} />
      {stationId !== null && <Switch label={t('kitchen.soldout.all')} checked={everywhere} onChange={setEverywhere} />}
      <Refusal text={failure === null ? null : sayFailure(t, failure)} />
      {found.length === 0 && <p className={styles.text}>{t('kitchen.soldout.none')}</p>}
      <ul className={styles.rows}>
        {found.map((item) => (
          <li key={item.id} className={classNames(styles.row, styles.stacked)}>
            <div className={styles.words}>
              <strong className={styles.head}>{nameOf(item)}</strong>
              {item.state === 'hidden' && <span className={styles.soft}>{t('kitchen.soldout.hidden')}</span>}
              {item.stockLeft !== null && <span className={styles.soft}>{t('kitchen.soldout.left', { count: item.stockLeft })}</span>}
            </div>
            {item.state !== 'hidden' && (
              <Segmented
                label={nameOf(item)}
                options={(['sell', 'today', 'out'] as const).map((value) => ({ value, label: t(`kitchen.soldout.${value}`) }))}
                value={sellingOf(item)}
                onChange={(value) => put(item, value, nameOf(item))}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function useItems() {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const [items, setItems] = useState<readonly AdminMenuItem[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const asking = new AbortController();
    api
      .call(listMenuItems, { signal: asking.signal })
      .then(({ body }) => setItems(body.items))
      .catch((error: unknown) => {
        if (asking.signal.aborted) return;
        if (isFromTheLine(error)) setFailure(error);
        else throwApart(error);
      });
    return () => asking.abort();
  }, [api]);
  /** Until the shop's next day begins. */
  const tomorrow = async () => {
    const { settings } = (await api.call(readSettings)).body;
    return toInstant(nextBusinessDay(serverNow(), settings.businessDayStartsAt, store.timeZone));
  };
  const send = async (item: AdminMenuItem, selling: Selling, name: string) => {
    setFailure(null);
    const until = selling === 'today' ? await tomorrow() : null;
    const { body } = await api.call(setAvailability, {
      params: { menuId: item.id },
      body: { state: selling === 'sell' ? 'available' : 'sold_out', until },
    });
    setItems((all) => all?.map((other) => (other.id === body.id ? body : other)) ?? null);
    show({ key: `item-${item.id}`, tone: 'good', text: t(selling === 'sell' ? 'kitchen.soldout.back' : 'kitchen.soldout.done', { name }) });
  };
  const put = (item: AdminMenuItem, selling: Selling, name: string) =>
    void send(item, selling, name).catch((error: unknown) => (isFromTheLine(error) ? setFailure(error) : throwApart(error)));
  return { items, failure, put };
}
