import type { CategoryId } from '@tableorder/contract/ids';
import type { AdminCategory, AdminMenuItem } from '@tableorder/contract/menu.admin';
import { changePrices, type PriceChange } from '@tableorder/contract/menu.prices';
import { changedPrice, ROUNDINGS, type Rounding } from '@tableorder/contract/menu.prices.rules';
import { amountText, digitsOf, readAmount } from '@tableorder/contract/money.text';
import { useEffect, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Table } from '../../ui/table.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useLeaveAsk } from './staff-leave-ask.tsx';
import styles from './staff-menu.module.css';
import { StaffTags } from './staff-tags.tsx';

export interface StaffPricesSheetProps {
  readonly open: boolean;
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
  readonly onClose: () => void;
  readonly onChanged: () => Promise<unknown>;
}

/** Many prices at once: which, by how much, rounded to what; every new price is seen before it is one. */
export function StaffPricesSheet({ open, onClose, ...rest }: StaffPricesSheetProps) {
  const { t } = useT();
  const { onDirty, ask, question } = useLeaveAsk();
  return (
    <>
      <Sheet
        open={open}
        place="side"
        title={t('staff.menu.prices')}
        note={t('staff.menu.prices.note')}
        closeLabel={t('ui.close')}
        onClose={() => ask(onClose)}
      >
        {open && <Prices {...rest} onDirty={onDirty} onClose={onClose} />}
      </Sheet>
      {question}
    </>
  );
}

type Kind = 'percent' | 'amount';

/** Tenths of a percent as typed: `10`, `-2.5`; null for what is none. */
function readTenths(text: string): number | null {
  const match = /^([+-]?)(\d{1,3})(?:[.,](\d))?$/.exec(text.trim());
  if (!match) return null;
  const tenths = Number(match[2]) * 10 + Number(match[3] ?? 0);
  return match[1] === '-' ? 0 - tenths : tenths;
}

interface PricesProps extends Omit<StaffPricesSheetProps, 'open'> {
  readonly onDirty: (dirty: boolean) => void;
}

function Prices({ categories, items, onDirty, onClose, onChanged }: PricesProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const digits = digitsOf(store.currency);
  const [chosen, setChosen] = useState<readonly CategoryId[]>(() => categories.map(({ id }) => id));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [kind, setKind] = useState<Kind>('percent');
  const [by, setBy] = useState('');
  const [rounding, setRounding] = useState<Rounding>(100);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const typed = by.trim() !== '';
  useEffect(() => {
    onDirty(typed);
    return () => onDirty(false);
  }, [onDirty, typed]);
  const tenths = readTenths(by);
  const amount = readAmount(by, digits);
  const step = kind === 'percent' ? tenths !== null && ({ kind, tenths } as const) : amount !== null && ({ kind, amount } as const);
  const among = items.filter(({ categoryId }) => chosen.includes(categoryId));
  const rows = step
    ? among.map((item) => ({ item, to: changedPrice(item.price, step, rounding) })).filter(({ item, to }) => to !== item.price)
    : [];
  const changes: PriceChange[] = rows
    .filter(({ item }) => !left.has(item.id))
    .map(({ item, to }) => ({ menuId: item.id, from: item.price, to }));
  const apply = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { body } = await api.call(changePrices, { body: { changes } });
      await onChanged();
      show({ tone: 'good', text: t('staff.menu.prices.done', { count: body.changed }) });
      onClose();
    } catch (refused) {
      setFailure(sayFailure(t, refused));
      if (isProblem(refused, 'menu/prices-changed')) await onChanged();
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.form}>
      <Refusal text={failure} />
      <StaffTags
        legend={t('staff.menu.categories')}
        all={categories.map(({ id }) => id as string)}
        chosen={chosen as readonly string[]}
        say={(id) => categories.find((category) => category.id === id)?.name ?? ''}
        onChange={(next) => setChosen(next as CategoryId[])}
      />
      <Segmented
        label={t('staff.menu.prices.kind')}
        options={[
          { value: 'percent', label: t('staff.menu.prices.percent') },
          { value: 'amount', label: t('staff.menu.prices.amount') },
        ]}
        value={kind}
        onChange={setKind}
      />
      <TextField
        label={t('staff.menu.prices.by')}
        hint={t('staff.menu.prices.by.hint')}
        unit={kind === 'percent' ? '%' : store.currency === 'KRW' ? t('staff.menu.won') : store.currency}
        figures
        maxLength={12}
        value={by}
        onChange={setBy}
        error={typed && !step ? t('staff.menu.price.wrong') : undefined}
      />
      <Segmented
        label={t('staff.menu.prices.rounding')}
        options={ROUNDINGS.map((value) => ({
          value: String(value),
          label: value === 1 ? t('staff.menu.prices.exact') : amountText(value as PriceChange['to'], digits),
        }))}
        value={String(rounding)}
        onChange={(value) => setRounding(ROUNDINGS.find((one) => String(one) === value) ?? 1)}
      />
      <Preview rows={rows} left={left} onLeft={setLeft} typed={typed} />
      <Button kind="primary" size="large" wide busy={busy} disabled={changes.length === 0} onPress={() => void apply()}>
        {t('staff.menu.prices.go', { count: changes.length })}
      </Button>
    </div>
  );
}

interface PreviewProps {
  readonly rows: readonly { readonly item: AdminMenuItem; readonly to: PriceChange['to'] }[];
  readonly left: ReadonlySet<string>;
  readonly onLeft: (left: ReadonlySet<string>) => void;
  readonly typed: boolean;
}

function Preview({ rows, left, onLeft, typed }: PreviewProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const put = (id: string, stays: boolean) => {
    const next = new Set(left);
    if (stays) next.delete(id);
    else next.add(id);
    onLeft(next);
  };
  if (!typed) return null;
  return (
    <Table
      caption={t('staff.menu.prices.preview')}
      columns={[
        { key: 'name', title: t('staff.menu.name'), cell: ({ item }) => item.name },
        {
          key: 'from',
          title: t('staff.menu.prices.from'),
          figures: true,
          cell: ({ item }) => <Money amount={item.price} currency={currency} locale={locale} />,
        },
        {
          key: 'to',
          title: t('staff.menu.prices.to'),
          figures: true,
          cell: ({ to }) => <Money amount={to} currency={currency} locale={locale} strength="strong" />,
        },
        {
          key: 'take',
          title: t('staff.menu.prices.take'),
          cell: ({ item }) => (
            <label className={styles.check}>
              <input
                type="checkbox"
                aria-label={t('staff.menu.prices.take-of', { name: item.name })}
                checked={!left.has(item.id)}
                onChange={(event) => put(item.id, event.currentTarget.checked)}
              />
            </label>
          ),
        },
      ]}
      rows={rows}
      rowKey={({ item }) => item.id}
      empty={<EmptyState title={t('staff.menu.prices.none')} text={t('staff.menu.prices.none-text')} />}
    />
  );
}
