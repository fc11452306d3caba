import { LOCALES, type Locale } from '@tableorder/contract/locale';
import { addStation, changeStation, DEFAULT_LIMITS, removeStation, type Station } from '@tableorder/contract/stations';
import Trash2 from 'lucide-react/icons/trash-2';
import { type FormEvent, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { FormSheet, type SheetForm } from '../../ui/form-sheet.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-stations.module.css';

export interface StaffStationSheetProps {
  /** `new` makes one, null is closed. */
  readonly station: Station | 'new' | null;
  readonly stations: readonly Station[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function StaffStationSheet({ station, onClose, ...rest }: StaffStationSheetProps) {
  const { t } = useT();
  const present = station === 'new' ? null : station;
  return (
    <FormSheet
      open={station !== null}
      title={present ? t('staff.stations.change', { name: present.name }) : t('staff.stations.add')}
      saveLabel={t('ui.save')}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {(form) => <StationForm key={present?.id ?? 'new'} station={present} onClose={onClose} {...form} {...rest} />}
    </FormSheet>
  );
}

interface StationFormProps extends Omit<StaffStationSheetProps, 'station'>, SheetForm {
  readonly station: Station | null;
}

const MINUTE_MS = 60_000;
const MOST_MINUTES = 1_440;
const minutesOf = (text: string): number | null => {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : 0;
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
};
const inMinutes = (ms: number): string => String(Math.max(1, Math.round(ms / MINUTE_MS)));

function StationForm({ station, stations, formId, onBusy, onClose, onSaved }: StationFormProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const [name, setName] = useState(station?.name ?? '');
  const [names, setNames] = useState<Readonly<Record<string, string>>>(station?.names ?? {});
  const [warn, setWarn] = useState(inMinutes(station?.warnMs ?? DEFAULT_LIMITS.warnMs));
  const [late, setLate] = useState(inMinutes(station?.lateMs ?? DEFAULT_LIMITS.lateMs));
  const [language, setLanguage] = useState<Locale | 'shop'>(station?.language ?? 'shop');
  const [takesRest, setTakesRest] = useState(station?.takesRest ?? false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [warnMinutes, lateMinutes] = [minutesOf(warn), minutesOf(late)];
  const tooSoon = warnMinutes !== null && lateMinutes !== null && lateMinutes <= warnMinutes;
  const others = LOCALES.filter((locale) => locale !== store.locale);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (name.trim() === '' || warnMinutes === null || lateMinutes === null || tooSoon) return;
    const said = others.flatMap((locale) => (names[locale]?.trim() ? [[locale, names[locale].trim()]] : []));
    const body = {
      name: name.trim(),
      names: Object.fromEntries(said) as Station['names'],
      warnMs: warnMinutes * MINUTE_MS,
      lateMs: lateMinutes * MINUTE_MS,
      language: language === 'shop' ? null : language,
    };
    onBusy(true);
    try {
      const rest = takesRest && !station?.takesRest ? { takesRest: true as const } : {};
      const { id } = station ?? (await api.call(addStation, { body })).body;
      if (station || rest.takesRest)
        await api.call(changeStation, { params: { stationId: id }, body: station ? { ...body, ...rest } : rest });
      show({ tone: 'good', text: t('staff.stations.saved', { name: body.name }) });
      onSaved();
      onClose();
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(refused);
    } finally {
      onBusy(false);
    }
  };
  const wrongMinutes = (minutes: number | null) => (tried && minutes === null ? t('staff.stations.minutes.wrong') : undefined);
  return (
    <>
      <form id={formId} className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        <TextField
          label={t('staff.stations.name')}
          maxLength={40}
          value={name}
          onChange={setName}
          error={tried && name.trim() === '' ? t('ui.field.required') : undefined}
        />
        {others.map((locale) => (
          <TextField
            key={locale}
            label={t('staff.stations.name.in', { language: t(`ui.locale.${locale}`) })}
            aside={t('ui.optional')}
            maxLength={40}
            value={names[locale] ?? ''}
            onChange={(value) => setNames({ ...names, [locale]: value })}
          />
        ))}
        <div className={styles.pair}>
          <TextField
            label={t('staff.stations.warn')}
            unit={t('staff.stations.minutes')}
            figures
            inputMode="numeric"
            maxLength={4}
            value={warn}
            onChange={setWarn}
            error={wrongMinutes(warnMinutes)}
          />
          <TextField
            label={t('staff.stations.late')}
            unit={t('staff.stations.minutes')}
            figures
            inputMode="numeric"
            maxLength={4}
            value={late}
            onChange={setLate}
            error={wrongMinutes(lateMinutes) ?? (tried && tooSoon ? t('staff.stations.late.wrong') : undefined)}
          />
        </div>
        <SelectField
          label={t('staff.stations.language')}
          value={language}
          options={[
            { value: 'shop' as const, label: t('staff.stations.language.shop') },
            ...LOCALES.map((value) => ({ value, label: t(`ui.locale.${value}`) })),
          ]}
          onChange={setLanguage}
        />
        <Switch
          label={t('staff.stations.takes-rest')}
          note={t(station?.takesRest ? 'staff.stations.takes-rest.is' : 'staff.stations.takes-rest.note')}
          checked={takesRest}
          disabled={station?.takesRest ?? false}
          onChange={setTakesRest}
        />
        <Refusal text={failure === null ? null : sayFailure(t, failure)} />
      </form>
      {station !== null && stations.length > 1 && (
        <RemoveStation station={station} others={stations.filter(({ id }) => id !== station.id)} onClose={onClose} onSaved={onSaved} />
      )}
    </>
  );
}

interface RemoveStationProps extends Pick<StaffStationSheetProps, 'onClose' | 'onSaved'> {
  readonly station: Station;
  readonly others: readonly Station[];
}

/** Nothing of what it makes may be left without a cook: an heir is chosen first. */
function RemoveStation({ station, others, onClose, onSaved }: RemoveStationProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [heirId, setHeirId] = useState(others[0]?.id);
  const [failure, setFailure] = useState<unknown>(null);
  const heir = others.find(({ id }) => id === heirId) ?? others[0];
  if (!heir) return null;
  const remove = async () => {
    setFailure(null);
    try {
      await api.call(removeStation, { params: { stationId: station.id }, body: { toStationId: heir.id } });
      onSaved();
      onClose();
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(refused);
    }
  };
  return (
    <AskedAct
      icon={<Trash2 aria-hidden="true" />}
      label={t('staff.stations.remove')}
      question={t('staff.stations.remove.question', { name: station.name })}
      consequence={t('staff.stations.remove.text', { heir: heir.name })}
      confirmLabel={t('staff.stations.remove')}
      cancelLabel={t('ui.cancel')}
      act={remove}
    >
      <SelectField
        label={t('staff.stations.remove.to')}
        value={heir.id}
        options={others.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setHeirId}
      />
      <Refusal text={failure === null ? null : sayFailure(t, failure)} />
    </AskedAct>
  );
}
