import LockKeyhole from 'lucide-react/icons/lock-keyhole';
import { type FormEvent, useId, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { isFromTheLine, isProblem } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './guest-exit-sheet.module.css';

/** Small and at the end of the language sheet: guests pass it by, staff know where it is. */
export function GuestExitButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useT();
  return (
    <div className={styles.way}>
      <Button kind="quiet" icon={<LockKeyhole aria-hidden="true" />} onPress={onPress}>
        {t('guest.exit.open')}
      </Button>
    </div>
  );
}

export interface GuestExitSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Rejects like any call. */
  readonly onExit: (pin: string) => Promise<void>;
}

/** Staff take the tablet off its table; nobody else gets past the PIN. */
export function GuestExitSheet({ open, onClose, onExit }: GuestExitSheetProps) {
  const { t } = useT();
  const formId = useId();
  const [busy, setBusy] = useState(false);
  return (
    <Sheet
      open={open}
      locked={busy}
      onClose={onClose}
      title={t('guest.exit.title')}
      note={t('guest.exit.text')}
      closeLabel={t('ui.close')}
      footer={
        <Button type="submit" form={formId} kind="danger" size="large" wide busy={busy}>
          {t('guest.exit.act')}
        </Button>
      }
    >
      <PinForm formId={formId} busy={busy} onBusy={setBusy} onExit={onExit} />
    </Sheet>
  );
}

interface PinFormProps extends Pick<GuestExitSheetProps, 'onExit'> {
  readonly formId: string;
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
}

function PinForm({ formId, busy, onBusy, onExit }: PinFormProps) {
  const { t } = useT();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (pin.length < 4) return setFailure('short');
    onBusy(true);
    try {
      await onExit(pin);
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(refused);
      if (isProblem(refused, 'device/wrong-pin')) setPin('');
    } finally {
      onBusy(false);
    }
  };
  const said = () => {
    if (isProblem(failure, 'device/no-pin')) return t('guest.exit.none');
    if (isProblem(failure, 'too-many-requests')) return t('guest.exit.wait', { minutes: Math.ceil((failure.retryAfterS ?? 60) / 60) });
    return failure === null || failure === 'short' || isProblem(failure, 'device/wrong-pin') ? null : sayFailure(t, failure);
  };
  return (
    <form id={formId} onSubmit={(event) => void submit(event)} noValidate className={styles.form}>
      <TextField
        label={t('guest.exit.pin')}
        hint={t('guest.exit.pin.hint')}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="go"
        autoFocus
        maxLength={8}
        value={pin}
        onChange={(typed) => {
          setPin(typed.replace(/\D/g, ''));
          setFailure(null);
        }}
        error={
          failure === 'short' ? t('ui.field.wrong') : isProblem(failure, 'device/wrong-pin') ? t('problem.device/wrong-pin') : undefined
        }
      />
      <Refusal text={said()} />
    </form>
  );
}
