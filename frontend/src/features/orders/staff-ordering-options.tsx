import type { OptionId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { readChoice } from '@tableorder/contract/orders.rules';
import { useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './staff-ordering.module.css';
import type { DraftLine } from './staff-ordering.rules.ts';

export interface StaffOrderingOptionsProps {
  /** `line` when it is one that is written down already. */
  readonly asked: { readonly item: AdminMenuItem; readonly quantity: number; readonly line: DraftLine | null } | null;
  readonly onClose: () => void;
  readonly onTake: (item: AdminMenuItem, optionIds: readonly OptionId[], quantity: number) => void;
}

export function StaffOrderingOptions({ asked, onClose, onTake }: StaffOrderingOptionsProps) {
  const { t } = useT();
  return (
    <Sheet open={asked !== null} title={asked?.item.name ?? ''} closeLabel={t('ui.close')} onClose={onClose}>
      {asked && (
        <Choices key={asked.line?.key ?? asked.item.id} item={asked.item} line={asked.line} start={asked.quantity} onTake={onTake} />
      )}
    </Sheet>
  );
}

interface ChoicesProps extends Pick<StaffOrderingOptionsProps, 'onTake'> {
  readonly item: AdminMenuItem;
  readonly line: DraftLine | null;
  readonly start: number;
}

/** Of what a line has, what the menu still has. */
const stillThere = (item: AdminMenuItem, line: DraftLine | null): OptionId[] => {
  const known = new Set(item.optionGroups.flatMap(({ options }) => options.map(({ id }) => id)));
  return (line?.options ?? []).flatMap(({ id }) => (known.has(id) ? [id] : []));
};

function Choices({ item, line, start, onTake }: ChoicesProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const [chosen, setChosen] = useState<readonly OptionId[]>(() => stillThere(item, line));
  const [quantity, setQuantity] = useState(start);
  const [asked, setAsked] = useState(false);
  const { faults } = readChoice(item.optionGroups, chosen);
  const isOpen = (groupId: string) => faults.some((fault) => fault.kind === 'missing' && fault.group.id === groupId);
  const put = (of: readonly OptionId[], next: readonly OptionId[]) =>
    setChosen((now) => [...now.filter((id) => !of.includes(id)), ...next]);
  return (
    <form
      className={styles.options}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (faults.length === 0) onTake(item, chosen, quantity);
      }}
    >
      {item.optionGroups.map((group) => {
        const ids = group.options.map(({ id }) => id);
        const own = chosen.filter((id) => ids.includes(id));
        const shared = {
          legend: group.name,
          rule: group.min > 0 ? t('staff.ordering.required') : t('staff.ordering.up-to', { count: group.max }),
          ruleOpen: isOpen(group.id),
          error: asked && isOpen(group.id) ? t('staff.ordering.choose') : undefined,
          choices: group.options.map((option) => ({
            value: option.id,
            label: option.name,
            disabled: !option.available,
            trailing: option.priceDelta === 0 ? undefined : <Money amount={option.priceDelta} currency={currency} locale={locale} />,
          })),
        };
        return group.min === 1 && group.max === 1 ? (
          <ChoiceList key={group.id} {...shared} kind="one" value={own[0] ?? null} onChange={(id) => put(ids, [id])} />
        ) : (
          <ChoiceList key={group.id} {...shared} kind="many" value={own} max={group.max} onChange={(next) => put(ids, next)} />
        );
      })}
      <div className={styles.take}>
        <QuantityStepper
          value={quantity}
          onChange={setQuantity}
          label={t('staff.ordering.quantity', { name: item.name })}
          lessLabel={t('staff.ordering.less')}
          moreLabel={t('staff.ordering.more')}
        />
        <Button kind="primary" wide type="submit">
          {t(line ? 'staff.ordering.options.put' : 'staff.ordering.take')}
        </Button>
      </div>
    </form>
  );
}
