import { CALL_REASONS, type Call, type CallReason } from '@tableorder/contract/calls';
import { fromInstant } from '@tableorder/contract/time';
import Droplets from 'lucide-react/icons/droplets';
import HandHelping from 'lucide-react/icons/hand-helping';
import MessageSquare from 'lucide-react/icons/message-square';
import ReceiptText from 'lucide-react/icons/receipt-text';
import Utensils from 'lucide-react/icons/utensils';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, NoAnswer } from '../../lib/api-problem.ts';
import { now } from '../../lib/clock.ts';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './guest-call-sheet.module.css';
import type { GuestCallsStore } from './guest-calls.ts';

const ICONS = { water: Droplets, cutlery: Utensils, bill: ReceiptText, help: HandHelping, other: MessageSquare } as const;
const NOTE_MAX = 200;
const TICK_MS = 15_000;

export interface GuestCallSheetProps {
  readonly open: boolean;
  readonly calls: readonly Call[];
  readonly onCall: GuestCallsStore['call'];
  readonly onClose: () => void;
}

/** One tap calls; only what has no word of its own asks for some. */
export function GuestCallSheet({ open, calls, onCall, onClose }: GuestCallSheetProps) {
  const { t } = useT();
  const toasts = useToasts();
  const [sending, setSending] = useState<CallReason | null>(null);
  const [note, setNote] = useState<string | null>(null);

  const close = () => {
    setNote(null);
    onClose();
  };
  const call = async (reason: CallReason, words: string | null) => {
    if (sending !== null) return;
    setSending(reason);
    try {
      await onCall(reason, words);
      toasts.show({ text: t('guest.call.sent'), tone: 'good', key: 'call' });
      close();
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      toasts.show({ text: error instanceof NoAnswer ? t('guest.call.not-sent') : sayProblem(t, error), tone: 'problem', key: 'call' });
    } finally {
      setSending(null);
    }
  };

  return (
    <Sheet
      open={open}
      onClose={close}
      title={t('guest.call.title')}
      note={t('guest.call.text')}
      closeLabel={t('ui.close')}
      footer={
        note === null ? undefined : (
          <Button
            kind="primary"
            size="large"
            wide
            busy={sending === 'other'}
            disabled={note.trim() === ''}
            onPress={() => void call('other', note.trim())}
          >
            {t('guest.call.act')}
          </Button>
        )
      }
    >
      <OpenCalls calls={calls} />
      {note === null ? (
        <ul className={styles.reasons}>
          {CALL_REASONS.map((reason) => {
            const Icon = ICONS[reason];
            return (
              <li key={reason}>
                <button
                  type="button"
                  className={styles.reason}
                  aria-busy={sending === reason || undefined}
                  onClick={() => (reason === 'other' ? setNote('') : void call(reason, null))}
                >
                  {sending === reason ? <Spinner /> : <Icon aria-hidden="true" />}
                  {t(`guest.call.${reason}`)}
                </button>
              </li>
            );
          })}
        </ul>
      ) : (
        <TextArea label={t('guest.call.note')} value={note} onChange={setNote} maxLength={NOTE_MAX} rows={3} />
      )}
    </Sheet>
  );
}

/** What staff already know, until they have come. */
function OpenCalls({ calls }: { readonly calls: readonly Call[] }) {
  const { t, locale } = useT();
  const [at, setAt] = useState(now);
  useEffect(() => {
    setAt(now());
    if (calls.length === 0) return;
    const ticking = setInterval(() => setAt(now()), TICK_MS);
    return () => clearInterval(ticking);
  }, [calls]);
  if (calls.length === 0) return null;
  return (
    <section className={styles.open} aria-label={t('guest.call.open')}>
      <h3 className={styles.heading}>{t('guest.call.open')}</h3>
      <ul>
        {calls.map((call) => {
          const Icon = ICONS[call.reason];
          return (
            <li key={call.id} className={styles.call}>
              <Icon aria-hidden="true" />
              <span className={styles.words}>{call.note ?? t(`guest.call.${call.reason}`)}</span>
              <RelativeTime at={fromInstant(call.createdAt)} now={at} locale={locale} justNowLabel={t('ui.just-now')} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
