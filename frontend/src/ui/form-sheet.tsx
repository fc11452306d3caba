import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

/** What the form in a sheet is given: the id that its button asks for, and where it says that it is being sent. */
export interface SheetForm {
  readonly formId: string;
  readonly onBusy: (busy: boolean) => void;
}

export interface FormSheetProps {
  readonly open: boolean;
  readonly title: string;
  readonly saveLabel: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** The form, with `formId` as its id; asked for while the sheet is open. */
  readonly children: (form: SheetForm) => ReactNode;
}

/** A sheet with one form and the button that sends it; it stays where it is while something is being sent. */
export function FormSheet({ open, title, saveLabel, closeLabel, onClose, children }: FormSheetProps) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  return (
    <Sheet
      open={open}
      locked={busy}
      title={title}
      closeLabel={closeLabel}
      onClose={onClose}
      footer={
        <Button type="submit" form={formId} kind="primary" size="large" wide busy={busy}>
          {saveLabel}
        </Button>
      }
    >
      {open && children({ formId, onBusy: setBusy })}
    </Sheet>
  );
}
