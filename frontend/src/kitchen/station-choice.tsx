import type { StationId } from '@tableorder/contract/ids';
import type { Station } from '@tableorder/contract/stations';
import ChefHat from 'lucide-react/icons/chef-hat';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import { useT } from '../i18n/kitchen.ts';
import { stationName } from '../i18n/station-name.ts';
import styles from './station-choice.module.css';

export interface StationChoiceProps {
  readonly stations: readonly Station[];
  readonly onChoose: (station: StationId | 'pass') => void;
}

/** Asked once: where this screen hangs. */
export function StationChoice({ stations, onChoose }: StationChoiceProps) {
  const { t, locale } = useT();
  return (
    <main className={styles.place}>
      <header className={styles.words}>
        <h1>{t('kitchen.choose.title')}</h1>
        <p>{t('kitchen.choose.text')}</p>
      </header>
      <ul className={styles.list}>
        {stations.map((station) => (
          <li key={station.id}>
            <button type="button" className={styles.one} onClick={() => onChoose(station.id)}>
              <ChefHat aria-hidden="true" />
              <strong>{stationName(station, locale)}</strong>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={styles.one} onClick={() => onChoose('pass')}>
            <LayoutGrid aria-hidden="true" />
            <strong>{t('kitchen.pass')}</strong>
            <span>{t('kitchen.pass.text')}</span>
          </button>
        </li>
      </ul>
    </main>
  );
}
