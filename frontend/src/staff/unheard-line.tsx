import { listDisplays } from '@tableorder/contract/displays';
import { isOpenAt, opensNextAt } from '@tableorder/contract/hours.rules';
import { readSettings } from '@tableorder/contract/settings';
import { listStations } from '@tableorder/contract/stations';
import { useQuery } from '@tanstack/react-query';
import EarOff from 'lucide-react/icons/ear-off';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { serverNow } from '../lib/clock.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';

/** Who comes to open the shop is warned in time to switch the kitchen on. */
const BEFORE_OPENING_MS = 60 * 60_000;
const AGAIN_MS = 60_000;

/** Before the first order: at which stations nobody would see it. Nothing while somebody listens, nor when the shop is closed for long. */
export function UnheardLine({ untouched = false }: { readonly untouched?: boolean }) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const { data: unheard = [] } = useQuery({
    queryKey: ['displays', 'unheard'],
    queryFn: async () => (await api.call(listDisplays)).body.unheard,
    // Told anew by `displays_updated`; a line that was down for long replays nothing.
    refetchInterval: AGAIN_MS,
  });
  const { data: stations = [] } = useQuery({
    queryKey: ['stations'],
    queryFn: async () => (await api.call(listStations)).body.items,
    enabled: unheard.length > 0,
  });
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
  const names = stations.filter(({ id }) => unheard.includes(id)).map((station) => station.names[locale] ?? station.name);
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
