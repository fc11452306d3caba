import { type Address, readAddresses } from '@tableorder/contract/devices';
import { useQuery } from '@tanstack/react-query';
import Info from 'lucide-react/icons/info';
import Wifi from 'lucide-react/icons/wifi';
import WifiOff from 'lucide-react/icons/wifi-off';
import { useId } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './staff-addresses.module.css';

const STEPS = ['network', 'scan', 'code'] as const;

/** Where tablets reach the shop, large enough to type from across a table, with a code that opens the pairing page. */
export function StaffAddresses() {
  const { t } = useT();
  const { api } = useStaffWork();
  const steps = useId();
  const found = useQuery({
    queryKey: ['addresses'],
    queryFn: async () => (await api.call(readAddresses, { query: { at: location.origin } })).body.items,
  });
  if (!found.data) {
    if (!found.isError) return <Skeleton shape="block" height="320px" />;
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, found.error)}
        retryLabel={t('ui.retry')}
        busy={found.isFetching}
        onRetry={() => void found.refetch()}
      />
    );
  }
  const [first] = found.data;
  if (!first) return <EmptyState icon={<WifiOff />} title={t('staff.addresses.none')} text={t('staff.addresses.none-text')} />;
  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label={t('staff.addresses.list')}>
        {found.data.map((address) => (
          <li key={address.url}>
            <Place address={address} />
          </li>
        ))}
      </ul>
      {found.data.length > 1 && <p className={styles.text}>{t('staff.addresses.many')}</p>}
      <section aria-labelledby={steps} className={styles.steps}>
        <h2 id={steps} className={styles.heading}>
          {t('staff.addresses.steps')}
        </h2>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>{t(`staff.addresses.step.${step}`)}</li>
          ))}
        </ol>
        {!first.secure && (
          <p className={styles.note}>
            <Info aria-hidden="true" />
            {t('staff.devices.plain')}
          </p>
        )}
      </section>
    </div>
  );
}

function Place({ address: { url, by, qrSvg } }: { readonly address: Address }) {
  const { t } = useT();
  return (
    <article className={styles.place}>
      <img className={styles.qr} src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`} alt={t('staff.addresses.qr', { url })} />
      <div className={styles.words}>
        <p className={styles.by}>
          <Wifi aria-hidden="true" />
          {t(`staff.addresses.by.${by}`)}
        </p>
        <p className={styles.url}>
          {url}
          <wbr />
          /pair
        </p>
        <p className={styles.text}>{t('staff.addresses.pair')}</p>
        <ul className={styles.others} aria-label={t('staff.addresses.places')}>
          <li>{t('staff.addresses.staff', { url: `${url}/staff` })}</li>
          <li>{t('staff.addresses.kitchen', { url: `${url}/kitchen` })}</li>
        </ul>
      </div>
    </article>
  );
}
