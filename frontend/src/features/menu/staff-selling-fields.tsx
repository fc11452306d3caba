import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { emptyHours, type HoursDraft, MOST_HOURS, WEEKDAYS, type Weekday } from './staff-hours-draft.ts';
import styles from './staff-menu.module.css';
import type { Faults, ItemDraft } from './staff-menu-draft.ts';
import { StaffTags } from './staff-tags.tsx';

export interface StaffSellingFieldsProps {
  readonly draft: Pick<ItemDraft, 'hours' | 'dailyStock'>;
  readonly stockLeft: AdminMenuItem['stockLeft'];
  readonly faults: Faults;
  readonly onChange: (change: Partial<Pick<ItemDraft, 'hours' | 'dailyStock'>>) => void;
}

/** When an item is sold, and how many of it a day. */
export function StaffSellingFields({ draft, stockLeft, faults, onChange }: StaffSellingFieldsProps) {
  const { t } = useT();
  const { hours, dailyStock } = draft;
  const stockFault = faults['/dailyStock'];
  const put = (index: number, next: HoursDraft) => onChange({ hours: hours.map((other, at) => (at === index ? next : other)) });
  return (
    <section className={styles.part} aria-label={t('staff.menu.selling')}>
      <h3 className={styles.heading}>{t('staff.menu.selling')}</h3>
      <TextField
        label={t('staff.menu.stock')}
        aside={t('ui.optional')}
        hint={stockLeft === null ? t('staff.menu.stock.hint') : t('staff.menu.stock.left', { count: stockLeft })}
        unit={t('staff.menu.stock.unit')}
        figures
        maxLength={5}
        value={dailyStock}
        onChange={(value) => onChange({ dailyStock: value })}
        error={stockFault && t(stockFault)}
      />
      <div className={styles.part}>
        <span className={styles.label}>{t('staff.menu.hours')}</span>
        <p className={styles.hint}>{t(hours.length === 0 ? 'staff.menu.hours.always' : 'staff.menu.hours.hint')}</p>
        {hours.map((one, index) => (
          <HoursFields
            key={one.key}
            hours={one}
            number={String(index + 1)}
            at={`/servingHours/${index}`}
            faults={faults}
            onChange={(next) => put(index, next)}
            onRemove={() => onChange({ hours: hours.filter((other) => other !== one) })}
          />
        ))}
        <div>
          <Button
            icon={<Plus aria-hidden="true" />}
            disabled={hours.length >= MOST_HOURS}
            onPress={() => onChange({ hours: [...hours, emptyHours()] })}
          >
            {t('staff.menu.hours.add')}
          </Button>
        </div>
      </div>
    </section>
  );
}

interface HoursFieldsProps {
  readonly hours: HoursDraft;
  readonly number: string;
  readonly at: string;
  readonly faults: Faults;
  readonly onChange: (hours: HoursDraft) => void;
  readonly onRemove: () => void;
}

function HoursFields({ hours, number, at, faults, onChange, onRemove }: HoursFieldsProps) {
  const { t, locale } = useT();
  const errorAt = (field: string) => {
    const key = faults[`${at}${field}`];
    return key === undefined ? undefined : t(key);
  };
  return (
    <fieldset className={styles.group} aria-label={t('staff.menu.hours.number', { number })}>
      <div className={styles.daysHead}>
        <StaffTags
          legend={t('staff.menu.hours.days')}
          all={WEEKDAYS}
          chosen={hours.weekdays}
          say={(day) => weekdayName(day, locale)}
          onChange={(weekdays) => onChange({ ...hours, weekdays })}
        />
        <IconButton label={t('staff.menu.hours.remove', { number })} icon={<Trash2 aria-hidden="true" />} onPress={onRemove} />
      </div>
      <FieldError id={undefined}>{errorAt('/weekdays')}</FieldError>
      <div className={styles.hours}>
        <TextField
          label={t('staff.menu.hours.from')}
          type="time"
          value={hours.from}
          onChange={(from) => onChange({ ...hours, from })}
          error={errorAt('/from')}
        />
        <TextField
          label={t('staff.menu.hours.to')}
          type="time"
          value={hours.to}
          onChange={(to) => onChange({ ...hours, to })}
          error={errorAt('/to')}
        />
      </div>
    </fieldset>
  );
}

/** The first day of 2023 was a Sunday. */
const weekdayName = (day: Weekday, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + Number(day)));
