import { addPrinter, listPrinters } from '@tableorder/contract/printers';
import { useQuery } from '@tanstack/react-query';
import PrinterIcon from 'lucide-react/icons/printer';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';
import styles from './printers-line.module.css';

/** Above the board: which printer needs a hand, and that tickets are on no paper. Nothing while all is well. */
export function PrintersLine() {
  const { t } = useT();
  const { api, may } = useStaffWork();
  // Told anew by `printers_updated`.
  const printers = useQuery({ queryKey: ['printers'], queryFn: async () => (await api.call(listPrinters)).body, staleTime: 60_000 });
  const { items = [], troubled = 0 } = printers.data ?? {};
  const wrong = items.filter(({ state }) => state !== 'ready' && state !== 'new');
  if (wrong.length === 0 && troubled === 0) return null;
  const way = may(addPrinter) && (
    <Link to="/settings/printers" className={noticeWay}>
      {t('staff.printers.line.open')}
    </Link>
  );
  return (
    <div role="status">
      <NoticeLine tone="waiting" icon={<PrinterIcon aria-hidden="true" />} way={way}>
        <span className={styles.words}>
          {wrong.map(({ id, name, state }) => (
            <span key={id}>{t('staff.printers.line.state', { name, state: t(`staff.printers.state.${state}`) })}</span>
          ))}
          {troubled > 0 && <span>{t('staff.printers.troubled', { count: troubled })}</span>}
        </span>
      </NoticeLine>
    </div>
  );
}
