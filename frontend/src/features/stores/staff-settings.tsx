import { changeSettings, readSettings } from '@tableorder/contract/settings';
import { useQuery } from '@tanstack/react-query';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StaffDaySection } from './staff-day-section.tsx';
import { StaffGuestsSection } from './staff-guests-section.tsx';
import { StaffHoursSection } from './staff-hours-section.tsx';
import {
  StaffHistorySection,
  StaffLockSection,
  StaffTicketsSection,
  StaffUnseenSection,
  StaffWaitingSection,
} from './staff-keeping-sections.tsx';
import styles from './staff-settings.module.css';
import { StaffShopSection } from './staff-shop-section.tsx';
import { StaffSoundsSection, type StaffSoundsSectionProps } from './staff-sounds-section.tsx';

/** What the shop decides, part by part. Only those who may change it have any use for it. */
export function StaffSettings({ onPreview }: Pick<StaffSoundsSectionProps, 'onPreview'>) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const query = useQuery({
    queryKey: ['settings'],
    queryFn: async () => (await api.call(readSettings)).body,
    enabled: may(changeSettings),
  });
  if (!may(changeSettings)) return null;
  if (query.isPending) return <Skeleton shape="block" height="320px" />;
  if (query.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, query.error)}
        retryLabel={t('ui.retry')}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  const { store, settings } = query.data;
  return (
    <div className={styles.page}>
      <StaffShopSection store={store} />
      <StaffHoursSection settings={settings} />
      <StaffDaySection settings={settings} />
      <StaffGuestsSection settings={settings} />
      <StaffSoundsSection settings={settings} onPreview={onPreview} />
      <StaffUnseenSection settings={settings} />
      <StaffWaitingSection settings={settings} />
      <StaffTicketsSection settings={settings} />
      <StaffLockSection settings={settings} />
      <StaffHistorySection settings={settings} />
    </div>
  );
}
