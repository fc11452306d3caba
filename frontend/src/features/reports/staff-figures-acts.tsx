import type { readDailyCsv, readItemsCsv, readRangeCsv } from '@tableorder/contract/reports';
import Download from 'lucide-react/icons/download';
import Printer from 'lucide-react/icons/printer';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useErrand } from '../../lib/use-errand.ts';
import { Button } from '../../ui/button.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-figures.module.css';

type Csv = typeof readDailyCsv | typeof readRangeCsv | typeof readItemsCsv;

export interface StaffFiguresActsProps {
  readonly csv: Csv;
  readonly query: Readonly<Record<string, string>> | null;
  /** The file's name without its ending. */
  readonly name: string;
}

/** On paper, and as a file. */
export function StaffFiguresActs({ csv, query, name }: StaffFiguresActsProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const { busy, run } = useErrand(
    async () => saveFile((await api.call<Csv>(csv, { query: query as never })).body, `${name}.csv`),
    (reason) => show({ tone: 'problem', text: sayFailure(t, reason) }),
  );
  return (
    <div className={styles.acts}>
      <Button icon={<Printer aria-hidden="true" />} onPress={() => window.print()}>
        {t('staff.figures.print')}
      </Button>
      <Button icon={<Download aria-hidden="true" />} busy={busy} disabled={query === null} onPress={run}>
        {t('staff.figures.export')}
      </Button>
    </div>
  );
}
