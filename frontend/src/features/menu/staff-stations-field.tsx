import type { StationId } from '@tableorder/contract/ids';
import { useT } from '../../i18n/staff.ts';
import { stationName } from '../../i18n/station-name.ts';
import { useStations } from '../../lib/use-stations.ts';
import styles from './staff-menu.module.css';
import { StaffTags } from './staff-tags.tsx';

export interface StaffStationsFieldProps {
  readonly chosen: readonly StationId[];
  readonly onChange: (chosen: readonly StationId[]) => void;
}

/** Which stations make a dish. A shop with one kitchen is not asked. */
export function StaffStationsField({ chosen, onChange }: StaffStationsFieldProps) {
  const { t, locale } = useT();
  const { stations } = useStations();
  if (stations.length < 2) return null;
  const nameOf = (id: StationId) => {
    const found = stations.find((station) => station.id === id);
    return found ? stationName(found, locale) : '';
  };
  const rest = stations.find(({ takesRest }) => takesRest);
  return (
    <div className={styles.part}>
      <StaffTags legend={t('staff.stations.of-item')} all={stations.map(({ id }) => id)} chosen={chosen} say={nameOf} onChange={onChange} />
      {rest && chosen.length === 0 && <p className={styles.hint}>{t('staff.stations.of-item.rest', { name: nameOf(rest.id) })}</p>}
    </div>
  );
}
