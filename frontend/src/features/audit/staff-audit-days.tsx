import type { AuditEntry } from '@tableorder/contract/audit';
import { fromInstant, localDay } from '@tableorder/contract/time';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { formatDay, formatTime } from '../../i18n/dates.ts';
import { type Key, useT } from '../../i18n/staff.ts';
import { now } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import styles from './staff-audit.module.css';
import { detailsOf, sayDetail, sayDoer } from './staff-audit-words.ts';

interface Shown {
  readonly onSubject: (entry: AuditEntry) => void;
}

/** The lines by the days of the shop's calendar. */
export function StaffAuditDays({ entries, onSubject }: Shown & { readonly entries: readonly AuditEntry[] }) {
  const { locale } = useT();
  const { store } = useStaffWork();
  const days = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const day = localDay(fromInstant(entry.at), store.timeZone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, lines]) => (
    <section key={day} aria-labelledby={`audit-${day}`}>
      <h2 id={`audit-${day}`} className={styles.day}>
        {lines[0] && formatDay(lines[0].at, locale, store.timeZone, now())}
      </h2>
      <ol className={styles.lines}>
        {lines.map((entry) => (
          <Line key={entry.id} entry={entry} onSubject={onSubject} />
        ))}
      </ol>
    </section>
  ));
}

/** What a line leads to, by the beginning of its act; removed things lead nowhere. */
function leadsTo({ act, subjectId }: AuditEntry): Key | null {
  if (subjectId === null || act.endsWith('.remove')) return null;
  if (act.startsWith('order.')) return 'staff.audit.show';
  if (act.startsWith('item.')) return 'staff.audit.show.menu';
  return act.startsWith('table.') ? 'staff.audit.show.table' : null;
}

function Line({ entry, onSubject }: Shown & { readonly entry: AuditEntry }) {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const way = leadsTo(entry);
  const details = detailsOf(entry);
  return (
    <li className={styles.line}>
      <time className={styles.time} dateTime={entry.at}>
        {formatTime(entry.at, locale, store.timeZone)}
      </time>
      <div className={styles.words}>
        <p className={styles.act}>{t(`staff.audit.act.${entry.act}`, { subject: entry.subject })}</p>
        <p className={styles.doer}>{sayDoer(t, entry)}</p>
        {details.length > 0 && (
          <p className={styles.details}>{details.map((one) => sayDetail(t, locale, store, entry, one)).join(' · ')}</p>
        )}
      </div>
      {way !== null && (
        <button type="button" className={styles.show} onClick={() => onSubject(entry)}>
          <span className="seen-by-readers-only">{t(way)}</span>
          <ChevronRight aria-hidden="true" />
        </button>
      )}
    </li>
  );
}
