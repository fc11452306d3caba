import { addStation, orderStations, type Station } from '@tableorder/contract/stations';
import { useQueryClient } from '@tanstack/react-query';
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import MonitorUp from 'lucide-react/icons/monitor-up';
import Plus from 'lucide-react/icons/plus';
import { useId, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { stationName } from '../../i18n/station-name.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useStations } from '../../lib/use-stations.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { StaffStationSheet } from './staff-station-sheet.tsx';
import styles from './staff-stations.module.css';

const MINUTE_MS = 60_000;

/** The stations of the kitchen, for those who may arrange them; and the way to the display. */
export function StaffStations() {
  const { t, locale } = useT();
  const { api, may } = useStaffWork();
  const queries = useQueryClient();
  const id = useId();
  const [edited, setEdited] = useState<Station | 'new' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { stations, error } = useStations(may(addStation));
  if (!may(addStation)) return null;
  const nameOf = (station: Station) => stationName(station, locale);
  const read = () => queries.invalidateQueries({ queryKey: ['stations'] });
  const move = async (from: number, to: number) => {
    const next = [...stations];
    const [moved] = next.splice(from, 1);
    if (!moved) return;
    next.splice(to, 0, moved);
    queries.setQueryData(['stations'], next);
    setFailure(null);
    try {
      await api.call(orderStations, { body: { ids: next.map((station) => station.id) } });
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(refused);
      await read();
    }
  };
  const said = failure ?? error;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {t('staff.stations.title')}
        </h2>
        <p className={styles.text}>{t('staff.stations.text')}</p>
      </div>
      <ul className={styles.list}>
        {stations.map((station, at) => (
          <li key={station.id} className={styles.row}>
            <button type="button" className={styles.one} onClick={() => setEdited(station)}>
              <strong>{nameOf(station)}</strong>
              <span>
                {t('staff.stations.limits', {
                  warn: Math.round(station.warnMs / MINUTE_MS),
                  late: Math.round(station.lateMs / MINUTE_MS),
                })}
              </span>
              {station.takesRest && stations.length > 1 && <span>{t('staff.stations.rest')}</span>}
            </button>
            <IconButton
              label={t('staff.stations.up', { name: nameOf(station) })}
              icon={<ArrowUp aria-hidden="true" />}
              disabled={at === 0}
              onPress={() => void move(at, at - 1)}
            />
            <IconButton
              label={t('staff.stations.down', { name: nameOf(station) })}
              icon={<ArrowDown aria-hidden="true" />}
              disabled={at === stations.length - 1}
              onPress={() => void move(at, at + 1)}
            />
          </li>
        ))}
      </ul>
      <Refusal text={said ? sayFailure(t, said) : null} />
      <div className={styles.acts}>
        <Button icon={<Plus aria-hidden="true" />} onPress={() => setEdited('new')}>
          {t('staff.stations.add')}
        </Button>
        <a className={styles.way} href="/kitchen" target="_blank" rel="noreferrer">
          <MonitorUp aria-hidden="true" />
          {t('staff.stations.open')}
        </a>
      </div>
      <StaffStationSheet station={edited} stations={stations} onClose={() => setEdited(null)} onSaved={() => void read()} />
    </section>
  );
}
