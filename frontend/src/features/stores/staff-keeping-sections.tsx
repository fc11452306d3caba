import type { StoreSettings } from '@tableorder/contract/settings';
import { useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffSection } from './staff-section.tsx';
import { useSection } from './use-section.ts';

const MINUTES = [1, 2, 5, 10, 30, 60, 120];
const [FEWEST_DAYS, MOST_DAYS] = [30, 3650];

/** After how long a shared screen asks who works at it. */
export function StaffLockSection({ settings: { lockAfterMinutes } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.lock'), { lockAfterMinutes }, (draft) => draft);
  const minutes = section.draft.lockAfterMinutes;
  const offered = [...new Set([...MINUTES, ...(minutes === null ? [] : [minutes])])].sort((a, b) => a - b);
  return (
    <StaffSection section={section} text={t('staff.settings.lock.text')}>
      <SelectField
        label={t('staff.settings.lock.after')}
        value={minutes === null ? 'never' : String(minutes)}
        options={[
          { value: 'never', label: t('staff.settings.lock.never') },
          ...offered.map((one) => ({ value: String(one), label: t('staff.settings.lock.minutes', { minutes: one }) })),
        ]}
        onChange={(next) => section.put({ lockAfterMinutes: next === 'never' ? null : Number(next) })}
      />
    </StaffSection>
  );
}

const TICKET_MINUTES = [5, 10, 15, 30, 60];

/** How old a kitchen ticket may be when its printer comes back. */
export function StaffTicketsSection({ settings: { ticketMinutes } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.tickets'), { ticketMinutes }, (draft) => draft);
  const minutes = section.draft.ticketMinutes;
  const offered = [...new Set([...TICKET_MINUTES, minutes])].sort((a, b) => a - b);
  return (
    <StaffSection section={section} text={t('staff.settings.tickets.text')}>
      <SelectField
        label={t('staff.settings.tickets.after')}
        value={String(minutes)}
        options={offered.map((one) => ({ value: String(one), label: t('staff.settings.tickets.minutes', { minutes: one }) }))}
        onChange={(next) => section.put({ ticketMinutes: Number(next) })}
      />
    </StaffSection>
  );
}

const UNSEEN_SECONDS = [10, 20, 30, 60, 120];

/** How long an order may stand before no screen that should have it has drawn it. */
export function StaffUnseenSection({ settings: { unseenSeconds } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.unseen'), { unseenSeconds }, (draft) => draft);
  const seconds = section.draft.unseenSeconds;
  const offered = [...new Set([...UNSEEN_SECONDS, seconds])].sort((a, b) => a - b);
  return (
    <StaffSection section={section} text={t('staff.settings.unseen.text')}>
      <SelectField
        label={t('staff.settings.unseen.after')}
        value={String(seconds)}
        options={offered.map((one) => ({ value: String(one), label: t('staff.settings.unseen.seconds', { seconds: one }) }))}
        onChange={(next) => section.put({ unseenSeconds: Number(next) })}
      />
    </StaffSection>
  );
}

const BUSY_MINUTES = [5, 10, 15, 20, 30, 45, 60];

/** Whether guests see how long it takes before they order, and how much longer while the kitchen is said to be busy. */
export function StaffWaitingSection({ settings: { guestWaiting, busyMinutes } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.waiting'), { guestWaiting, busyMinutes }, (draft) => draft);
  const minutes = section.draft.busyMinutes;
  const offered = [...new Set([...BUSY_MINUTES, minutes])].sort((a, b) => a - b);
  return (
    <StaffSection section={section} text={t('staff.settings.waiting.text')}>
      <Switch
        label={t('staff.settings.waiting.show')}
        checked={section.draft.guestWaiting}
        onChange={(next) => section.put({ guestWaiting: next })}
      />
      <SelectField
        label={t('staff.settings.waiting.added')}
        value={String(minutes)}
        options={offered.map((one) => ({ value: String(one), label: t('staff.settings.waiting.minutes', { minutes: one }) }))}
        onChange={(next) => section.put({ busyMinutes: Number(next) })}
      />
    </StaffSection>
  );
}

/** How long orders and records are kept. Fewer days delete: that is asked before. */
export function StaffHistorySection({ settings: { historyDays } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const [asking, setAsking] = useState(false);
  const section = useSection(t('staff.settings.history'), { days: String(historyDays) }, ({ days }) => ({ historyDays: Number(days) }));
  const { days } = section.draft;
  const fits = /^\d{1,4}$/.test(days) && Number(days) >= FEWEST_DAYS && Number(days) <= MOST_DAYS;
  const shown = Number(days).toString();
  return (
    <StaffSection section={section} fits={fits} {...(Number(days) < historyDays ? { onSave: () => setAsking(true) } : {})}>
      <TextField
        label={t('staff.settings.history.days')}
        hint={fits ? t('staff.settings.history.hint', { days: shown }) : undefined}
        unit={t('staff.settings.history.unit')}
        figures
        maxLength={4}
        value={days}
        onChange={(next) => section.put({ days: next.replaceAll(/\D/g, '') })}
        error={fits ? undefined : t('staff.settings.history.wrong')}
      />
      <ConfirmDialog
        open={asking}
        danger
        busy={section.busy}
        title={t('staff.settings.history.ask', { days: shown })}
        confirmLabel={t('staff.settings.history.go')}
        cancelLabel={t('ui.cancel')}
        onConfirm={() => void section.save().finally(() => setAsking(false))}
        onCancel={() => setAsking(false)}
      >
        {t('staff.settings.history.effect', { days: shown })}
      </ConfirmDialog>
    </StaffSection>
  );
}
