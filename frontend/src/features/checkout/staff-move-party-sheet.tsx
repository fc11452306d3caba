import type { BoardTable } from '@tableorder/contract/board';
import { mergeTables, moveTable } from '@tableorder/contract/checkout';
import type { TableId } from '@tableorder/contract/ids';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './staff-checkout.module.css';

export interface StaffMovePartySheetProps {
  readonly open: boolean;
  readonly from: BoardTable;
  readonly tables: readonly BoardTable[];
  readonly placeOf: (table: BoardTable['table']) => string;
  readonly onClose: () => void;
  readonly onMoved: (to: BoardTable['table']) => void;
}

/** Takes a party to a free table, or into the party at another one. */
export function StaffMovePartySheet({ open, from, tables, placeOf, onClose, onMoved }: StaffMovePartySheetProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const [kind, setKind] = useState<'move' | 'merge'>('move');
  const [target, setTarget] = useState<TableId | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const others = tables.filter(({ table }) => table.id !== from.table.id);
  const targets = others.filter(({ session }) => (kind === 'move' ? session === null : session !== null));
  const chosen = targets.find(({ table }) => table.id === target) ?? null;
  const leave = () => {
    setTarget(null);
    setFailure(null);
    onClose();
  };

  const send = async () => {
    if (!chosen) return setFailure(t('staff.move.choose'));
    setBusy(true);
    try {
      const params = { tableId: from.table.id };
      const { body } = await api.call(kind === 'move' ? moveTable : mergeTables, { params, body: { toTableId: chosen.table.id } });
      leave();
      onMoved(body.table);
    } catch (refused) {
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Sheet
      open={open}
      locked={busy}
      title={t('staff.move.title', { place: placeOf(from.table) })}
      note={t(`staff.move.${kind}.note`)}
      closeLabel={t('ui.close')}
      onClose={leave}
      footer={
        <Button kind="primary" size="large" wide busy={busy} onPress={() => void send()}>
          {chosen ? t(`staff.move.${kind}.go`, { place: placeOf(chosen.table) }) : t(`staff.move.${kind}`)}
        </Button>
      }
    >
      <div className={styles.sheet}>
        <Segmented
          label={t('staff.move.kind')}
          options={[
            { value: 'move', label: t('staff.move.move') },
            { value: 'merge', label: t('staff.move.merge') },
          ]}
          value={kind}
          onChange={(value) => {
            setKind(value);
            setTarget(null);
          }}
        />
        <Refusal text={failure} />
        {targets.length === 0 ? (
          <EmptyState title={t(`staff.move.${kind}.none`)} />
        ) : (
          <ChoiceList
            kind="one"
            legend={t('staff.move.target')}
            hideLegend
            value={target}
            onChange={(value) => setTarget(value)}
            choices={targets.map(({ table, totalAmount, session }) => ({
              value: table.id,
              label: placeOf(table),
              ...(table.zone === null ? {} : { note: table.zone }),
              trailing: session && <Money amount={totalAmount} currency={store.currency} locale={locale} />,
            }))}
          />
        )}
      </div>
    </Sheet>
  );
}
