import type { OrderItemId, StationId } from '@tableorder/contract/ids';
import type { LineState } from '@tableorder/contract/kitchen.rules';
import type { Order } from '@tableorder/contract/orders';
import Check from 'lucide-react/icons/check';
import Flame from 'lucide-react/icons/flame';
import Pause from 'lucide-react/icons/pause';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { memo } from 'react';
import { useT } from '../../i18n/kitchen.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './kitchen-ticket-line.module.css';
import { type LineView, speaksOfAllergy } from './kitchen-view.rules.ts';

/** A line that waits has a ring drawn by its style, and no word but its own: most lines wait, and an old tablet draws them slowly. */
const ICONS = { waiting: null, started: Flame, done: Check, held: Pause } as const satisfies Record<LineState, unknown>;

export interface KitchenTicketLineProps {
  readonly view: LineView;
  readonly news: 'new' | 'changed' | null;
  /** The keys point at it. */
  readonly pointed: boolean;
  /** Of an order that is no more: there is nothing to do. */
  readonly idle: boolean;
  readonly sayStation: (stationId: StationId) => string;
  readonly order: Order;
  readonly onLine: (order: Order, itemId: OrderItemId, isDone: boolean) => void;
}

/** A dish to be made: a touch anywhere on it says that it is done. */
export const KitchenTicketLine = memo(function KitchenTicketLine({
  view,
  news,
  pointed,
  idle,
  sayStation,
  order,
  onLine,
}: KitchenTicketLineProps) {
  const { t } = useT();
  const { state, name, quantity, options, note, allergens } = view;
  const Icon = ICONS[state];
  const word =
    state === 'waiting' ? null : state === 'held' ? t('kitchen.state.held', { course: view.course ?? 1 }) : t(`kitchen.state.${state}`);
  return (
    <button
      type="button"
      className={classNames(styles.line, styles[state], pointed && styles.pointed)}
      data-line={view.itemId}
      data-state={state}
      disabled={idle}
      aria-pressed={state === 'done'}
      onClick={() => onLine(order, view.itemId, state === 'done')}
    >
      <span className={classNames(styles.count, quantity > 1 && styles.many)}>{quantity}</span>
      <span className={styles.words}>
        <span className={styles.name}>
          {name}
          {news !== null && <b className={styles.news}>{t(`kitchen.${news}`)}</b>}
        </span>
        {options.map((option) => (
          <span key={option} className={styles.option}>
            {option}
          </span>
        ))}
        {note !== null && (
          <span className={classNames(styles.note, speaksOfAllergy(note) && styles.allergy)}>
            {speaksOfAllergy(note) && <TriangleAlert aria-label={t('kitchen.allergy')} role="img" />}“{note}”
          </span>
        )}
        {allergens.length > 0 && (
          <span className={styles.allergens}>
            {allergens.map((allergen) => (
              <span key={allergen}>{t(`staff.allergen.${allergen}`)}</span>
            ))}
          </span>
        )}
        {view.at.length > 0 && (
          <span className={styles.stations}>
            {view.at.map(({ stationId, state: there }) => (
              <span key={stationId} data-state={there}>
                {sayStation(stationId)} {there === 'held' ? '' : t(`kitchen.state.${there}`)}
              </span>
            ))}
          </span>
        )}
      </span>
      <span className={styles.state}>
        {Icon !== null && <Icon aria-hidden="true" />}
        {word !== null && <span className={state === 'held' ? undefined : 'seen-by-readers-only'}>{word}</span>}
      </span>
    </button>
  );
});
