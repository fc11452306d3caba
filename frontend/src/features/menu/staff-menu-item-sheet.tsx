import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminMenuItem, addMenuItem, changeMenuItem } from '@tableorder/contract/menu.admin';
import { digitsOf } from '@tableorder/contract/money.text';
import { type FormEvent, useId, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { StaffItemForm } from './staff-item-form.tsx';
import { dropDraft } from './staff-kept-draft.ts';
import { useLeaveAsk } from './staff-leave-ask.tsx';
import { draftFaults, type Faults, itemDraft, refusedFaults, wireItem } from './staff-menu-draft.ts';
import { sendPhoto } from './staff-photo-field.tsx';
import { useItemDraft } from './staff-use-draft.ts';
import type { StaffMenu } from './staff-use-menu.ts';

export interface StaffMenuItemSheetProps {
  readonly item: AdminMenuItem | 'new' | null;
  readonly menu: StaffMenu;
  readonly inCategory: CategoryId;
  readonly onClose: () => void;
  readonly onItem: (item: AdminMenuItem) => void;
  /** Another item takes this one's place in the sheet, such as its copy. */
  readonly onEdit: (item: AdminMenuItem) => void;
  /** Something of the menu changed that the item does not say: read it again. */
  readonly onChanged: () => void;
}

export function StaffMenuItemSheet({ item, ...rest }: StaffMenuItemSheetProps) {
  const { t } = useT();
  const formId = useId();
  const { store } = useStaffWork();
  const [busy, setBusy] = useState(false);
  const { onDirty, ask, question } = useLeaveAsk();
  const leave = () => {
    dropDraft(store.id);
    onDirty(false);
    rest.onClose();
  };
  return (
    <>
      <Sheet
        open={item !== null}
        locked={busy}
        place="wide"
        title={item === 'new' || item === null ? t('staff.menu.add') : item.name}
        closeLabel={t('ui.close')}
        onClose={() => ask(leave)}
        footer={
          <Button type="submit" form={formId} kind="primary" size="large" wide busy={busy}>
            {t('ui.save')}
          </Button>
        }
      >
        {item !== null && (
          <Editing
            key={item === 'new' ? 'new' : item.id}
            {...rest}
            item={item === 'new' ? null : item}
            formId={formId}
            busy={busy}
            onBusy={setBusy}
            onDirty={onDirty}
            onClose={leave}
          />
        )}
      </Sheet>
      {question}
    </>
  );
}

interface EditingProps extends Omit<StaffMenuItemSheetProps, 'item'> {
  readonly item: AdminMenuItem | null;
  readonly formId: string;
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
  readonly onDirty: (dirty: boolean) => void;
}

function Editing({ item, formId, busy, onBusy, onDirty, onClose, onItem, ...rest }: EditingProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const digits = digitsOf(store.currency);
  const [photo, setPhoto] = useState<File | null>(null);
  const form = useItemDraft({ item, inCategory: rest.inCategory, digits, hasPhoto: photo !== null, onDirty });
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [photoFailure, setPhotoFailure] = useState<string | null>(null);
  /** What somebody else made of the item meanwhile. */
  const [conflict, setConflict] = useState<AdminMenuItem | null>(null);

  const save = async (over: AdminMenuItem | null) => {
    const found = draftFaults(form.draft, digits);
    setFaults(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return setFailure(t('staff.form.check'));
    onBusy(true);
    try {
      const body = wireItem(form.draft, digits);
      const version = over?.version ?? form.version;
      const { body: saved } = form.stored
        ? await api.call(changeMenuItem, { params: { menuId: form.stored.id }, body: version === null ? body : { ...body, version } })
        : await api.call(addMenuItem, { body });
      setConflict(null);
      form.saved(saved);
      onItem(saved);
      if (photo && !(await uploaded(saved, photo))) return;
      show({ tone: 'good', text: t('staff.menu.saved', { name: saved.name }) });
      onClose();
    } catch (refused) {
      if (isProblem(refused, 'menu/item-changed')) setConflict(refused.params.item as AdminMenuItem);
      setFaults(refusedFaults(refused, form.draft));
      setFailure(sayFailure(t, refused));
    } finally {
      onBusy(false);
    }
  };
  const uploaded = async (saved: AdminMenuItem, file: File): Promise<boolean> => {
    setPhotoFailure(null);
    setPercent(0);
    try {
      onItem({ ...saved, ...(await sendPhoto(api, saved.id, file, setPercent)) });
      setPhoto(null);
      return true;
    } catch (refused) {
      setPhotoFailure(sayFailure(t, refused));
      return false;
    } finally {
      setPercent(null);
    }
  };
  const takeTheirs = (theirs: AdminMenuItem) => {
    form.startFrom(theirs);
    onItem(theirs);
    setConflict(null);
    setFailure(null);
    setFaults({});
  };
  return (
    <form
      id={formId}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void save(null);
      }}
      noValidate
    >
      <StaffItemForm
        menu={rest.menu}
        item={form.stored}
        draft={form.draft}
        faults={faults}
        failure={failure}
        kept={form.wasKept}
        onForget={form.forget}
        conflict={
          conflict && {
            theirs: conflict,
            base: form.base ?? itemDraft(conflict, digits),
            onTheirs: () => takeTheirs(conflict),
            onMine: () => void save(conflict),
          }
        }
        photo={{ file: photo, busy, percent, failure: photoFailure }}
        onPhoto={(file) => {
          setPhoto(file);
          setPhotoFailure(null);
        }}
        onDraft={form.change}
        onEdit={rest.onEdit}
        onItem={onItem}
        onChanged={rest.onChanged}
        onClose={onClose}
      />
    </form>
  );
}
