import { isOpenAt, opensNextAt } from '@tableorder/contract/hours.rules';
import type { StationId } from '@tableorder/contract/ids';
import { readSettings } from '@tableorder/contract/settings';
import { useQuery } from '@tanstack/react-query';
import EarOff from 'lucide-react/icons/ear-off';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { stationName } from '../i18n/station-name.ts';
import { serverNow } from '../lib/clock.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useDisplays } from '../lib/use-displays.ts';
import { useNow } from '../lib/use-now.ts';
import { useStations } from '../lib/use-stations.ts';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';

/** Who comes to open the shop is warned in time to switch the kitchen on. */
const BEFORE_OPENING_MS = 60 * 60_000;
const AGAIN_MS = 60_000;
const NOBODY: readonly StationId[] = [];
const unheardOf = ({ unheard }: { readonly unheard: readonly StationId[] }) => unheard;

/** Before the first order: at which stations nobody would see it. Nothing while somebody listens, nor when the shop is closed for long. */
export function UnheardLine({ untouched = false }: { readonly untouched?: boolean }) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  // A line that was down for long replays nothing.
  const unheard = useDisplays(unheardOf, AGAIN_MS) ?? NOBODY;
  const { stations } = useStations(unheard.length > 0);
  // Opening time comes without an event.
  useNow(AGAIN_MS);
  const { data: settings } = useQuery({
    queryKey: ['settings', 'hours'],
    queryFn: async () => (await api.call(readSettings)).body.settings,
    enabled: unheard.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const hours = settings?.openingHours ?? null;
  const now = serverNow();
  const opens = opensNextAt(hours, now, store.timeZone);
  const soon = opens !== null && opens - now <= BEFORE_OPENING_MS;
  const names = stations.filter(({ id }) => unheard.includes(id)).map((station) => stationName(station, locale));
  const told = settings !== undefined && names.length > 0 && (soon || isOpenAt(hours, now, store.timeZone));
  const way = !untouched && (
    <Link to="/devices" className={noticeWay}>
      {t('staff.unheard.open')}
    </Link>
  );
  return (
    <div role="alert">
      {told && (
        <NoticeLine tone="danger" icon={<EarOff aria-hidden="true" />} way={way}>
          {t('staff.unheard', { stations: names.join(', ') })}
        </NoticeLine>
      )}
    </div>
  );
}
