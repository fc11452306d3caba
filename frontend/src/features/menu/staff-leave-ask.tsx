import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

export interface LeaveAsk {
  /** Whether there is something that leaving would lose. */
  readonly onDirty: (dirty: boolean) => void;
  /** Goes at once, or asks first. */
  readonly ask: (go: () => void) => void;
  /** Stands beside the sheet, not in it. */
  readonly question: ReactNode;
}

/** Asks before what was typed and not saved is lost. */
export function useLeaveAsk(): LeaveAsk {
  const { t } = useT();
  const [dirty, onDirty] = useState(false);
  const [asked, setAsked] = useState<{ readonly go: () => void } | null>(null);
  const question = (
    <ConfirmDialog
      open={asked !== null}
      danger
      title={t('staff.menu.leave.ask')}
      confirmLabel={t('staff.menu.leave.go')}
      cancelLabel={t('staff.menu.leave.stay')}
      onConfirm={() => {
        setAsked(null);
        onDirty(false);
        asked?.go();
      }}
      onCancel={() => setAsked(null)}
    >
      {t('staff.menu.leave.text')}
    </ConfirmDialog>
  );
  return { onDirty, ask: (go) => (dirty ? setAsked({ go }) : go()), question };
}
