import { type Printer, printTest } from '@tableorder/contract/printers';
import { fromInstant } from '@tableorder/contract/time';
import CircleCheck from 'lucide-react/icons/circle-check';
import Hourglass from 'lucide-react/icons/hourglass';
import Pencil from 'lucide-react/icons/pencil';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-printers.module.css';

export interface StaffPrinterCardProps {
  readonly printer: Printer;
  /** The names of what stands in for it, and of the stations it prints for. */
  readonly fallback: string | null;
  readonly stations: readonly string[];
  readonly now: number;
  readonly onChange: () => void;
  readonly onTested: () => void;
}

const LOOKS = {
  good: { Icon: CircleCheck, style: styles.good },
  open: { Icon: Hourglass, style: styles.open },
  bad: { Icon: TriangleAlert, style: styles.bad },
} as const;

const lookOf = (state: Printer['state']) => LOOKS[state === 'ready' ? 'good' : state === 'new' ? 'open' : 'bad'];

export function StaffPrinterCard({ printer, fallback, stations, now, onChange, onTested }: StaffPrinterCardProps) {
  const { t, locale } = useT();
  const { state, seenAt, waiting, name } = printer;
  const { Icon, style } = lookOf(state);
  return (
    <article className={styles.card} aria-label={name}>
      <header className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <IconButton label={t('staff.printers.change', { name })} icon={<Pencil aria-hidden="true" />} onPress={onChange} />
      </header>
      <p className={style}>
        <Icon aria-hidden="true" />
        <span>
          <strong>{t(`staff.printers.state.${state}`)}</strong>
          {state !== 'ready' && state !== 'new' && <span className={styles.todo}> {t(`staff.printers.do.${state}`)}</span>}
        </span>
      </p>
      <ul className={styles.facts}>
        <li>{stations.length === 0 ? t('staff.printers.whole') : stations.join(', ')}</li>
        <li>
          {printer.host}
          {printer.port === 9100 ? '' : `:${printer.port}`}
        </li>
        <li>{t(`staff.printers.paper.${printer.widthDots === 384 ? 384 : 576}`)}</li>
        {fallback !== null && <li>{t('staff.printers.fallback.of', { name: fallback })}</li>}
        {seenAt !== null && state !== 'ready' && (
          <li>
            {t('staff.printers.seen')} <RelativeTime at={fromInstant(seenAt)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
          </li>
        )}
      </ul>
      {waiting > 0 && <p className={styles.waiting}>{t('staff.printers.waiting', { count: waiting })}</p>}
      <TestPrint printer={printer} onTested={onTested} />
    </article>
  );
}

function TestPrint({ printer, onTested }: { readonly printer: Printer; readonly onTested: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const test = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.call(printTest, { params: { printerId: printer.id } });
      show({ tone: 'good', text: t('staff.printers.test.sent') });
      onTested();
    } catch (refused) {
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.acts}>
      <Button busy={busy} onPress={() => void test()}>
        {t('staff.printers.test')}
        <span className="seen-by-readers-only"> {printer.name}</span>
      </Button>
      <Refusal text={failure} />
    </div>
  );
}
