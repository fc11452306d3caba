import { EXCHANGE_FIELDS, exportMenu, type ImportReport, importMenu } from '@tableorder/contract/menu.exchange';
import Download from 'lucide-react/icons/download';
import FileUp from 'lucide-react/icons/file-up';
import { useRef, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { StaffImportReport } from './staff-import-report.tsx';
import styles from './staff-menu.module.css';

/** A long menu over a slow line. */
const TIMEOUT_MS = 60_000;

export interface StaffExchangeSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** The menu out as a file, and a file in: looked at first, line by line, then taken whole or not at all. */
export function StaffExchangeSheet({ open, onClose, onChanged }: StaffExchangeSheetProps) {
  const { t } = useT();
  return (
    <Sheet open={open} place="side" title={t('staff.menu.files')} closeLabel={t('ui.close')} onClose={onClose}>
      {open && (
        <div className={styles.form}>
          <Export />
          <Import onChanged={onChanged} />
        </div>
      )}
    </Sheet>
  );
}

function Export() {
  const { t } = useT();
  const { api } = useStaffWork();
  const [busy, setBusy] = useState<'csv' | 'json' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const get = async (format: 'csv' | 'json') => {
    setBusy(format);
    setFailure(null);
    try {
      const { body } = await api.call(exportMenu, { query: { format }, timeoutMs: TIMEOUT_MS });
      saveFile(body, `menu.${format}`);
    } catch (refused) {
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(null);
    }
  };
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{t('staff.menu.export')}</h3>
      <p className={styles.hint}>{t('staff.menu.export.hint')}</p>
      <Refusal text={failure} />
      <div className={styles.adding}>
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} icon={<Download aria-hidden="true" />} busy={busy === format} onPress={() => void get(format)}>
            {t(`staff.menu.export.${format}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Import({ onChanged }: { readonly onChanged: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File, dryRun: boolean) => {
    setBusy(true);
    setFailure(null);
    try {
      const body = new FormData();
      body.set('file', chosen);
      const { body: answer } = await api.call(importMenu, { query: { dryRun: String(dryRun) }, body, timeoutMs: TIMEOUT_MS });
      setReport(answer);
      if (!answer.written) return;
      onChanged();
      show({ tone: 'good', text: t('staff.menu.import.done', { added: answer.added, changed: answer.changed }) });
    } catch (refused) {
      if (isProblem(refused, 'menu/import-refused'))
        setReport((now) => now && { ...now, faults: refused.params.faults as ImportReport['faults'] });
      else setReport(null);
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };
  const ready = report !== null && !report.written && report.faults.length === 0 && report.lines.length > 0;
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{t('staff.menu.import')}</h3>
      <p className={styles.hint}>{t('staff.menu.import.hint')}</p>
      <details>
        <summary className={styles.summary}>{t('staff.menu.import.columns')}</summary>
        <dl className={styles.columns}>
          {EXCHANGE_FIELDS.map((field) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>{t(`staff.menu.import.field.${field}`)}</dd>
            </div>
          ))}
          <div>
            <dt>name_en …</dt>
            <dd>{t('staff.menu.import.field.texts')}</dd>
          </div>
        </dl>
      </details>
      <input
        ref={input}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        aria-label={t('staff.menu.import.choose')}
        className="seen-by-readers-only"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0] ?? null;
          event.currentTarget.value = '';
          setFile(chosen);
          setReport(null);
          if (chosen) void send(chosen, true);
        }}
      />
      <div className={styles.adding}>
        <Button icon={<FileUp aria-hidden="true" />} busy={busy} onPress={() => input.current?.click()}>
          {t(file ? 'staff.menu.import.other' : 'staff.menu.import.choose')}
        </Button>
        {file && <span className={styles.hint}>{file.name}</span>}
      </div>
      <Refusal text={failure} />
      {report && <StaffImportReport report={report} />}
      {ready && file && (
        <Button kind="primary" size="large" wide busy={busy} onPress={() => void send(file, false)}>
          {t('staff.menu.import.go')}
        </Button>
      )}
    </section>
  );
}
