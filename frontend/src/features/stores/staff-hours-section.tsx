import type { StoreSettings } from '@tableorder/contract/settings';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffSection } from './staff-section.tsx';
import styles from './staff-settings.module.css';
import { useSection } from './use-section.ts';

type Hours = NonNullable<StoreSettings['openingHours']>;
type One = Hours[number];

/** Monday first, as people plan a week; 0 is Sunday on the wire. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
const MOST_HOURS = 21;
const WHOLE_WEEK: One = { weekdays: [...WEEK], from: '11:00', to: '22:00' };
const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
const fits = (hours: Hours | null): boolean =>
  hours === null || hours.every(({ weekdays, from, to }) => weekdays.length > 0 && isTime(from) && isTime(to));

export function StaffHoursSection({ settings: { openingHours } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.hours'), { openingHours }, (draft) => draft);
  const hours = section.draft.openingHours;
  const put = (next: Hours | null) => section.put({ openingHours: next });
  return (
    <StaffSection section={section} text={t('staff.settings.hours.text')} fits={fits(hours)}>
      <Segmented
        label={t('staff.settings.hours.kind')}
        value={hours === null ? 'always' : 'set'}
        options={(['always', 'set'] as const).map((value) => ({ value, label: t(`staff.settings.hours.kind.${value}`) }))}
        onChange={(kind) => put(kind === 'always' ? null : (openingHours ?? [WHOLE_WEEK]))}
      />
      {hours?.map((one, at) => (
        <HoursFields
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name of their own, and none moves.
          key={at}
          hours={one}
          number={String(at + 1)}
          onChange={(next) => put(hours.map((other, place) => (place === at ? next : other)))}
          onRemove={hours.length > 1 ? () => put(hours.filter((_, place) => place !== at)) : null}
        />
      ))}
      {hours !== null && (
        <div>
          <Button
            icon={<Plus aria-hidden="true" />}
            disabled={hours.length >= MOST_HOURS}
            onPress={() => put([...hours, { weekdays: [], from: '', to: '' }])}
          >
            {t('staff.settings.hours.add')}
          </Button>
        </div>
      )}
    </StaffSection>
  );
}

interface HoursFieldsProps {
  readonly hours: One;
  readonly number: string;
  readonly onChange: (hours: One) => void;
  readonly onRemove: (() => void) | null;
}

function HoursFields({ hours, number, onChange, onRemove }: HoursFieldsProps) {
  const { t, locale } = useT();
  const { weekdays, from, to } = hours;
  const fault = (time: string) => (time === '' || isTime(time) ? undefined : t('staff.settings.hours.time.wrong'));
  return (
    <fieldset className={styles.hours} aria-label={t('staff.settings.hours.number', { number })}>
      <div className={styles.hoursHead}>
        <fieldset>
          <legend className={styles.legend}>{t('staff.settings.hours.days')}</legend>
          <div className={styles.days}>
            {WEEK.map((day) => (
              <label key={day} className={styles.day}>
                <input
                  type="checkbox"
                  className={styles.box}
                  checked={weekdays.includes(day)}
                  onChange={() =>
                    onChange({
                      ...hours,
                      weekdays: weekdays.includes(day) ? weekdays.filter((other) => other !== day) : [...weekdays, day],
                    })
                  }
                />
                {weekdayName(day, locale)}
              </label>
            ))}
          </div>
          <FieldError id={undefined}>{weekdays.length === 0 ? t('staff.settings.hours.days.wrong') : undefined}</FieldError>
        </fieldset>
        {onRemove && (
          <IconButton label={t('staff.settings.hours.remove', { number })} icon={<Trash2 aria-hidden="true" />} onPress={onRemove} />
        )}
      </div>
      <div className={styles.times}>
        <TextField
          label={t('staff.settings.hours.from')}
          type="time"
          value={from}
          onChange={(next) => onChange({ ...hours, from: next })}
          error={fault(from)}
        />
        <TextField
          label={t('staff.settings.hours.to')}
          type="time"
          value={to}
          onChange={(next) => onChange({ ...hours, to: next })}
          error={fault(to)}
        />
      </div>
      <p className={styles.text}>{t('staff.settings.hours.to.hint')}</p>
    </fieldset>
  );
}

/** The first day of 2023 was a Sunday. */
const weekdayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + day));
