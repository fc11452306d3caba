import { MOST_DAYS } from '@tableorder/contract/reports';
import { dayAfter, isLocalDay, type LocalDay } from '@tableorder/contract/time';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-figures.module.css';
import type { Days } from './staff-use-figures.ts';

const PRESETS = [7, 28, 90, 365] as const;

/** The days of two texts, null where they are none, run backwards or are too many. */
export const readDays = (from: string, to: string): Days | null =>
  isLocalDay(from) && isLocalDay(to) && from <= to && to <= dayAfter(from, MOST_DAYS - 1) ? { from, to } : null;

export interface StaffDaysBarProps {
  readonly from: string;
  readonly to: string;
  readonly today: LocalDay;
  readonly onDays: (from: string, to: string) => void;
  readonly acts: ReactNode;
}

/** From which day to which, by hand or by a tap. */
export function StaffDaysBar({ from, to, today, onDays, acts }: StaffDaysBarProps) {
  const { t } = useT();
  const wrong = readDays(from, to) === null;
  return (
    <div className={styles.bar}>
      <div className={styles.day}>
        <TextField type="date" label={t('staff.figures.from')} value={from} onChange={(value) => onDays(value, to)} />
      </div>
      <div className={styles.day}>
        <TextField
          type="date"
          label={t('staff.figures.to')}
          value={to}
          onChange={(value) => onDays(from, value)}
          error={wrong ? t('staff.figures.wrong-days') : undefined}
        />
      </div>
      <div className={styles.presets}>
        {PRESETS.map((count) => (
          <Button key={count} onPress={() => onDays(dayAfter(today, 1 - count), today)}>
            {t('staff.figures.last', { count })}
          </Button>
        ))}
      </div>
      {acts}
    </div>
  );
}
