import { type Display, forgetDisplay } from '@tableorder/contract/displays';
import type { Station } from '@tableorder/contract/stations';
import { fromInstant } from '@tableorder/contract/time';
import { useQueryClient } from '@tanstack/react-query';
import ChefHat from 'lucide-react/icons/chef-hat';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import Trash2 from 'lucide-react/icons/trash-2';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { stationName } from '../../i18n/station-name.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { DISPLAYS, useDisplays } from '../../lib/use-displays.ts';
import { useNow } from '../../lib/use-now.ts';
import { useServedVersion } from '../../lib/use-served-version.ts';
import { useStations } from '../../lib/use-stations.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { displayFaults, isMissedOrHere } from './staff-display.rules.ts';
import styles from './staff-displays.module.css';

const EVERY_MS = 10_000;
const itemsOf = ({ items }: { readonly items: readonly Display[] }) => items;

/** The screens of kitchen and staff: which listen, and what to do about those that do not. Nothing where there are none. */
export function StaffDisplays() {
  const { t } = useT();
  const now = useNow(5_000);
  const items = (useDisplays(itemsOf, EVERY_MS) ?? []).filter((display) => isMissedOrHere(display, now));
  const { stations } = useStations();
  const served = useServedVersion();
  if (items.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('staff.displays.title')}</h2>
      <ul className={styles.list}>
        {items.map((display) => (
          <li key={display.displayId}>
            <Row display={display} stations={stations} now={now} served={served} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly display: Display;
  readonly stations: readonly Station[];
  readonly now: number;
  readonly served: string | null;
}

function Row({ display, stations, now, served }: RowProps) {
  const { t, locale } = useT();
  const { may } = useStaffWork();
  const forget = useForget();
  const station = stations.find(({ id }) => id === display.stationId);
  const name = station ? stationName(station, locale) : t(`staff.displays.kind.${display.kind}`);
  const faults = displayFaults(display, now, served);
  const inKitchen = display.kind === 'kitchen' || display.kind === 'pass';
  return (
    <article className={classNames(styles.row, faults.length > 0 && styles.wrong)} aria-label={name}>
      {inKitchen ? <ChefHat aria-hidden="true" /> : <LayoutGrid aria-hidden="true" />}
      <div className={styles.words}>
        <strong>{name}</strong>
        <span className={styles.facts}>
          {display.who !== null && <span>{display.who}</span>}
          <span>
            {t('staff.devices.heard')}{' '}
            <RelativeTime at={fromInstant(display.at)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
          </span>
          {faults.length === 0 && <span>{t('staff.displays.listening')}</span>}
        </span>
        {faults.map((fault) => (
          <span key={fault} className={styles.fault}>
            <TriangleAlert aria-hidden="true" />
            {t(`staff.displays.fault.${fault}`)}
          </span>
        ))}
      </div>
      {faults.includes('silent') && may(forgetDisplay) && (
        <IconButton
          label={t('staff.displays.forget', { name })}
          icon={<Trash2 aria-hidden="true" />}
          onPress={() => void forget(display.displayId)}
        />
      )}
    </article>
  );
}

/** A screen that was put away is waited for no more. One that is still there comes back with its next word. */
function useForget() {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const { show } = useToasts();
  return async (displayId: string) => {
    try {
      await api.call(forgetDisplay, { params: { displayId } });
      await queries.invalidateQueries({ queryKey: DISPLAYS });
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
}
