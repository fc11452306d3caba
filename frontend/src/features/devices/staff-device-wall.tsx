import { type Device, listDevices } from '@tableorder/contract/devices';
import { fromInstant } from '@tableorder/contract/time';
import { useQuery } from '@tanstack/react-query';
import BatteryCharging from 'lucide-react/icons/battery-charging';
import BatteryFull from 'lucide-react/icons/battery-full';
import BatteryLow from 'lucide-react/icons/battery-low';
import CircleCheck from 'lucide-react/icons/circle-check';
import Info from 'lucide-react/icons/info';
import Tablet from 'lucide-react/icons/tablet';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { useServedVersion } from '../../lib/use-served-version.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type Judged, judge } from './staff-device.rules.ts';
import styles from './staff-device-wall.module.css';
import { StaffTabletPin } from './staff-tablet-pin.tsx';

const EVERY_MS = 10_000;

export interface StaffDeviceWallProps {
  /** The shop's tables, for those that have no tablet. */
  readonly tables: readonly { readonly id: string; readonly number: number }[];
  /** A way to give a table its tablet. */
  readonly onPair: (tableId: string) => void;
}

/** Whether the shop can open its doors: one number, what is wrong, and what to do about it; then every tablet. */
export function StaffDeviceWall({ tables, onPair }: StaffDeviceWallProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const now = useNow(5_000);
  const wall = useQuery({
    queryKey: ['devices'],
    queryFn: async () => (await api.call(listDevices)).body,
    refetchInterval: EVERY_MS,
  });
  const served = useServedVersion();
  if (!wall.data) {
    if (!wall.isError) return <Skeleton shape="block" height="240px" />;
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, wall.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void wall.refetch()}
        busy={wall.isFetching}
      />
    );
  }
  const { items, pinSetAt } = wall.data;
  const judged = judge(items, now, served);
  const without = tables.filter(({ id }) => !items.some(({ tableId }) => tableId === id));
  const plain = items.some(({ report }) => report?.secure === false);
  return (
    <div className={styles.wall}>
      {wall.isError && <p className={styles.stale}>{t('staff.devices.stale')}</p>}
      {items.length === 0 ? (
        <EmptyState icon={<Tablet />} title={t('staff.devices.none')} text={t('staff.devices.none-text')} />
      ) : (
        <>
          <Opening judged={judged} />
          {plain && <Note text={t('staff.devices.plain')} />}
          <ul className={styles.list}>
            {judged.map((one) => (
              <li key={one.device.id}>
                <Row {...one} now={now} />
              </li>
            ))}
          </ul>
        </>
      )}
      {without.length > 0 && (
        <section className={styles.part}>
          <h2 className={styles.heading}>{t('staff.devices.without', { count: without.length })}</h2>
          <ul className={styles.tables}>
            {without.map(({ id, number }) => (
              <li key={id}>
                <button type="button" className={styles.table} onClick={() => onPair(id)}>
                  <Tablet aria-hidden="true" />
                  {t('staff.devices.pair', { number: String(number) })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <StaffTabletPin pinSetAt={pinSetAt} />
    </div>
  );
}

const Note = ({ text }: { readonly text: string }) => (
  <p className={styles.note}>
    <Info aria-hidden="true" />
    {text}
  </p>
);

/** The opening check: read from across the room. */
function Opening({ judged }: { readonly judged: readonly Judged[] }) {
  const { t } = useT();
  const ready = judged.filter(({ faults }) => faults.length === 0).length;
  const all = ready === judged.length;
  return (
    <section className={all ? styles.ready : styles.unready} aria-label={t('staff.devices.check')}>
      {all ? <CircleCheck aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
      <p className={styles.sum}>
        <strong className="numerals">{t('staff.devices.sum', { ready, all: judged.length })}</strong>
        <span>{t(all ? 'staff.devices.all-ready' : 'staff.devices.not-ready', { count: judged.length - ready })}</span>
      </p>
    </section>
  );
}

function Row({ device, faults, now }: Judged & { readonly now: number }) {
  const { t, locale } = useT();
  const { report } = device;
  const silent = faults.includes('silent');
  return (
    <article
      className={faults.length > 0 ? styles.wrong : styles.row}
      aria-label={t('staff.table.place', { number: String(device.tableNumber) })}
    >
      <strong className={styles.number}>{device.tableNumber}</strong>
      <div className={styles.words}>
        {device.label && <span className={styles.label}>{device.label}</span>}
        <span className={styles.facts}>
          {report && (
            <>
              <Fact>
                {t('staff.devices.heard')}{' '}
                <RelativeTime at={fromInstant(report.at)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
              </Fact>
              {!silent && <Facts report={report} connected={device.connected} />}
            </>
          )}
        </span>
        {faults.map((fault) => (
          <p key={fault} className={styles.fault}>
            <TriangleAlert aria-hidden="true" />
            <span>
              <strong>{t(report === null && fault === 'silent' ? 'staff.devices.fault.never' : `staff.devices.fault.${fault}`)}</strong>{' '}
              {t(`staff.devices.do.${fault}`)}
            </span>
          </p>
        ))}
      </div>
    </article>
  );
}

const Fact = ({ children }: { readonly children: ReactNode }) => <span className={styles.fact}>{children}</span>;

function Facts({ report, connected }: { readonly report: NonNullable<Device['report']>; readonly connected: boolean }) {
  const { t } = useT();
  const { battery, charging, awake, version } = report;
  const Icon = charging ? BatteryCharging : battery !== null && battery < 20 ? BatteryLow : BatteryFull;
  return (
    <>
      <Fact>
        {battery === null ? (
          t('staff.devices.battery.unknown')
        ) : (
          <>
            <Icon aria-hidden="true" />
            <span className="seen-by-readers-only">{t('staff.devices.battery')} </span>
            {battery}%{charging && ` ${t('staff.devices.charging')}`}
          </>
        )}
      </Fact>
      <Fact>{t(awake ? 'staff.devices.awake' : 'staff.devices.asleep')}</Fact>
      <Fact>{t(connected ? 'staff.devices.connected' : 'staff.devices.not-connected')}</Fact>
      <Fact>{t('staff.devices.version', { version })}</Fact>
    </>
  );
}
