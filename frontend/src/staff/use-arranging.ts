import type { TableId } from '@tableorder/contract/ids';
import { arrangeTables, type Table, type TableLayout, type TablePlace } from '@tableorder/contract/tables';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { isProblem } from '../lib/api-problem.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { fit, floorsOf } from './floor-plan.rules.ts';

/** A layout on its way from one person's hands: each change can be taken back, and it is saved as a whole. */
export function useArranging(tables: readonly Table[], layout: TableLayout, onSaved: () => void) {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const [past, setPast] = useState<readonly (readonly TablePlace[])[]>([]);
  const [places, setPlaces] = useState<readonly TablePlace[]>(() => floorsOf(tables, layout.places).flatMap((floor) => floor.places));
  const [revision, setRevision] = useState(layout.revision);
  const [overtaken, setOvertaken] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const put = (tableId: TableId, change: (place: TablePlace) => TablePlace) =>
    setPlaces((now) => now.map((place) => (place.tableId === tableId ? fit(change(place)) : place)));
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { body } = await api.call(arrangeTables, { body: { places: [...places], revision } });
      queries.setQueryData(['layout'], body);
      onSaved();
    } catch (refused) {
      if (isProblem(refused, 'table/layout-changed')) {
        // What was arranged here stays; saving once more is meant.
        setRevision(refused.params.layout.revision);
        setOvertaken(true);
        setFailure(t('staff.plan.changed'));
      } else setFailure(sayFailure(t, refused));
      setBusy(false);
    }
  };
  return {
    places,
    busy,
    failure,
    overtaken,
    canUndo: past.length > 0,
    /** Before a change: where undoing leads back to. */
    remember: () => setPast((before) => [...before.slice(-50), places]),
    put,
    undo: () => {
      const last = past.at(-1);
      if (!last) return;
      setPlaces(last);
      setPast(past.slice(0, -1));
    },
    save,
  };
}
