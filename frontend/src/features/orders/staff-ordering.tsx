import type { CategoryId, OptionId } from '@tableorder/contract/ids';
import type { AdminCategory, AdminMenuItem } from '@tableorder/contract/menu.admin';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TabsBar } from '../../ui/tabs-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-ordering.module.css';
import { type DraftLine, draftTotal, readQuantity, withDish, withOptions } from './staff-ordering.rules.ts';
import { StaffOrderingOptions } from './staff-ordering-options.tsx';
import { StaffOrderingTicket } from './staff-ordering-ticket.tsx';
import type { useOrdering } from './staff-use-ordering.ts';

export interface StaffOrderingProps {
  readonly categories: readonly AdminCategory[];
  readonly items: readonly AdminMenuItem[];
  /** The dishes that somebody may mean, the likeliest first. */
  readonly find: (typed: string) => readonly AdminMenuItem[];
  readonly ordering: ReturnType<typeof useOrdering>;
}

interface Asked {
  readonly item: AdminMenuItem;
  readonly quantity: number;
  readonly line: DraftLine | null;
}

const canBeSold = (item: AdminMenuItem): boolean => item.state === 'available' && item.available && !item.soldOut;

/** Quick entry: a few letters and Enter, or a tap; what is taken down stands beside the menu. */
export function StaffOrdering({ categories, items, find, ordering }: StaffOrderingProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const [typed, setTyped] = useState('');
  const [category, setCategory] = useState<CategoryId | 'all'>('all');
  const [asking, setAsking] = useState<Asked | null>(null);
  const [active, setActive] = useState(0);
  const [ticket, setTicket] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { quantity, words } = readQuantity(typed);
  const shown = items.filter((item) => item.state !== 'hidden');
  const found =
    words !== ''
      ? find(words).filter((item) => item.state !== 'hidden')
      : category === 'all'
        ? shown
        : shown.filter((item) => within(item, category, categories));
  useEffect(() => {
    list.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const take = (item: AdminMenuItem, optionIds: readonly OptionId[], count: number) => {
    const { lines, base } = ordering;
    const line = lines.find(({ key }) => key === asking?.line?.key);
    const sold = base?.items.find(({ id }) => id === line?.itemId) ?? null;
    ordering.setLines(
      line ? withOptions(lines, line, item, { optionIds, quantity: count, sold }) : withDish(lines, item, optionIds, count),
    );
    setAsking(null);
    if (line) return;
    setTyped('');
    setActive(0);
  };
  const choose = (item: AdminMenuItem | undefined) => {
    if (!item || !canBeSold(item)) return;
    if (item.optionGroups.length > 0) setAsking({ item, quantity, line: null });
    else take(item, [], quantity);
  };
  const shownTicket = (
    <StaffOrderingTicket
      ordering={ordering}
      hasOptions={({ menuId }) => items.some(({ id, optionGroups }) => id === menuId && optionGroups.length > 0)}
      onOptions={(line) => {
        const item = items.find(({ id }) => id === line.menuId);
        if (item) setAsking({ item, quantity: line.quantity, line });
      }}
    />
  );
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((now) => Math.max(0, Math.min(found.length - 1, now + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) void ordering.send();
      else choose(found[active]);
    }
  };
  const roots = categories.filter(({ parentId }) => parentId === null);
  const count = ordering.lines.reduce((sum, line) => sum + line.quantity, 0);

  return (
    <div className={styles.ordering}>
      <section className={styles.menu} aria-label={t('staff.ordering.menu')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are the field's own, caught where they bubble */}
        <div onKeyDown={press}>
          <TextField
            ref={search}
            type="search"
            label={t('staff.ordering.search')}
            hint={t('staff.ordering.search-hint')}
            autoComplete="off"
            autoFocus
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setActive(0);
            }}
          />
        </div>
        <TabsBar
          label={t('staff.ordering.categories')}
          tabs={[
            { value: 'all' as CategoryId | 'all', label: t('staff.ordering.all') },
            ...roots.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          current={category}
          onChoose={setCategory}
        />
        {found.length === 0 && <EmptyState title={t('staff.ordering.none')} />}
        <ul ref={list} className={styles.dishes}>
          {found.map((item, at) => (
            <li key={item.id}>
              <button
                type="button"
                data-at={at}
                className={classNames(styles.dish, words !== '' && at === active && styles.active)}
                disabled={!canBeSold(item)}
                onClick={() => choose(item)}
              >
                <span className={styles.name}>{item.name}</span>
                <span className={styles.price}>
                  {canBeSold(item) ? <Money amount={item.price} currency={currency} locale={locale} /> : t('staff.ordering.sold-out')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.side} aria-label={t('staff.ordering.ticket')}>
        {shownTicket}
      </section>
      <div className={styles.bar}>
        <Button
          kind="primary"
          size="large"
          wide
          trailing={<Money amount={draftTotal(ordering.lines)} currency={currency} locale={locale} />}
          onPress={() => setTicket(true)}
        >
          {t('staff.ordering.review', { count })}
        </Button>
      </div>
      <Sheet open={ticket} title={t('staff.ordering.ticket')} closeLabel={t('ui.close')} onClose={() => setTicket(false)}>
        {shownTicket}
      </Sheet>
      <StaffOrderingOptions
        asked={asking}
        onClose={() => {
          setAsking(null);
          if (!asking?.line) search.current?.focus();
        }}
        onTake={take}
      />
    </div>
  );
}

/** Whether a dish stands in a category or in one below it. */
function within(item: AdminMenuItem, category: CategoryId, categories: readonly AdminCategory[]): boolean {
  const own = categories.find(({ id }) => id === item.categoryId);
  return own !== undefined && (own.id === category || own.parentId === category);
}
