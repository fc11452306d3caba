import type { TableId } from '@tableorder/contract/ids';
import { PLAN_COLUMNS, type Table, type TableLayout, type TablePlace } from '@tableorder/contract/tables';
import Circle from 'lucide-react/icons/circle';
import Square from 'lucide-react/icons/square';
import Undo2 from 'lucide-react/icons/undo-2';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { useT } from '../i18n/staff.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useToasts } from '../ui/toast.tsx';
import { asLongAs, standAt } from './floor-places.ts';
import styles from './floor-plan.module.css';
import { clashing, floorsOf } from './floor-plan.rules.ts';
import { useArranging } from './use-arranging.ts';

export interface FloorEditorProps {
  readonly tables: readonly Table[];
  readonly layout: TableLayout;
  readonly onDone: () => void;
}

/** Squares below the last table, so that there is somewhere to move to. */
const ROOM = 6;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Drag {
  readonly tableId: TableId;
  readonly from: TablePlace;
  readonly startX: number;
  readonly startY: number;
  readonly square: number;
}

/** The owner puts the tables where they stand, by hand or by the arrow keys; saved as a whole or not at all. */
export function FloorEditor({ tables, layout, onDone }: FloorEditorProps) {
  const { t } = useT();
  const { show } = useToasts();
  const [chosen, setChosen] = useState<TableId | null>(null);
  const drag = useRef<Drag | null>(null);
  const arranging = useArranging(tables, layout, () => {
    show({ tone: 'good', text: t('staff.plan.saved') });
    onDone();
  });
  const { places, put, remember } = arranging;
  const byId = new Map(tables.map((table) => [table.id, table]));
  const floors = floorsOf(tables, places);
  const clash = new Set(floors.flatMap((floor) => [...clashing(floor.places)]));
  const present = places.find(({ tableId }) => tableId === chosen);

  const grab = (event: PointerEvent<HTMLElement>, place: TablePlace) => {
    const plan = event.currentTarget.closest('ul');
    if (!plan || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setChosen(place.tableId);
    remember();
    drag.current = {
      tableId: place.tableId,
      from: place,
      startX: event.clientX,
      startY: event.clientY,
      square: plan.clientWidth / PLAN_COLUMNS,
    };
  };
  const pull = (event: PointerEvent<HTMLElement>) => {
    const held = drag.current;
    if (held === null) return;
    const x = held.from.x + (event.clientX - held.startX) / held.square;
    const y = held.from.y + (event.clientY - held.startY) / held.square;
    put(held.tableId, (place) => ({ ...place, x, y }));
  };
  const press = (event: KeyboardEvent<HTMLElement>, { tableId }: TablePlace) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    remember();
    const [x, y] = arrow;
    put(tableId, (place) =>
      event.shiftKey ? { ...place, width: place.width + x, height: place.height + y } : { ...place, x: place.x + x, y: place.y + y },
    );
  };
  const shape = () => {
    if (!present) return;
    remember();
    put(present.tableId, (place) => ({ ...place, shape: place.shape === 'round' ? 'square' : 'round' }));
  };
  const table = chosen === null ? undefined : byId.get(chosen);

  return (
    <div className={styles.floors}>
      <div className={styles.bar}>
        <p className={styles.words} role="status">
          {present && table
            ? t('staff.plan.moved', { place: sayTable(t, table), x: String(present.x + 1), y: String(present.y + 1) })
            : t('staff.plan.arranging')}
          {clash.size > 0 && ` ${t('staff.plan.overlap')}`}
        </p>
        {present && (
          <Button icon={present.shape === 'round' ? <Square aria-hidden="true" /> : <Circle aria-hidden="true" />} onPress={shape}>
            {t(present.shape === 'round' ? 'staff.plan.square' : 'staff.plan.round')}
          </Button>
        )}
        <Button icon={<Undo2 aria-hidden="true" />} disabled={!arranging.canUndo} onPress={arranging.undo}>
          {t('staff.plan.undo')}
        </Button>
        <Button onPress={onDone}>{t('staff.plan.leave')}</Button>
        <Button kind="primary" busy={arranging.busy} onPress={() => void arranging.save()}>
          {t(arranging.overtaken ? 'staff.plan.anyway' : 'staff.plan.save')}
        </Button>
      </div>
      <Refusal text={arranging.failure} />
      {floors.map((floor) => (
        <section key={floor.zone ?? ''} className={styles.floor} aria-label={floor.zone ?? t('staff.zone.none')}>
          <h2 className={styles.zone}>{floor.zone ?? t('staff.zone.none')}</h2>
          <ul className={classNames(styles.plan, styles.arranging)} style={asLongAs(floor.rows + ROOM)}>
            {floor.places.map((place) => {
              const one = byId.get(place.tableId);
              return (
                one && (
                  <li key={place.tableId} className={styles.place} style={standAt(place)}>
                    <button
                      type="button"
                      aria-pressed={chosen === place.tableId}
                      className={classNames(
                        styles.table,
                        styles.busy,
                        styles.loose,
                        place.shape === 'round' && styles.round,
                        chosen === place.tableId && styles.chosen,
                        clash.has(place.tableId) && styles.clash,
                      )}
                      onFocus={() => setChosen(place.tableId)}
                      onPointerDown={(event) => grab(event, place)}
                      onPointerMove={pull}
                      onPointerUp={() => (drag.current = null)}
                      onPointerCancel={() => (drag.current = null)}
                      onKeyDown={(event) => press(event, place)}
                    >
                      <strong className={styles.number}>
                        <span className="seen-by-readers-only">{sayTable(t, one)}</span>
                        <span aria-hidden="true">{one.number}</span>
                      </strong>
                    </button>
                  </li>
                )
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
