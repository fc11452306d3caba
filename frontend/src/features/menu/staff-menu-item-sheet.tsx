import type { CategoryId } from '@tableorder/contract/ids';
import { type AdminCategory, type AdminMenuItem, addMenuItem, changeMenuItem, type MenuItemChange } from '@tableorder/contract/menu';
import { type FormEvent, useId, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { digitsOf } from './staff-amount-text.ts';
import styles from './staff-menu.module.css';
import { draftFaults, emptyItem, type Faults, type ItemDraft, itemDraft, refusedFaults, wireItem } from './staff-menu-draft.ts';
import { StaffMenuItemFields } from './staff-menu-item-fields.tsx';
import { StaffPhotoField, sendPhoto } from './staff-photo-field.tsx';
import { StaffRemoveItem } from './staff-remove-item.tsx';

export interface StaffMenuItemSheetProps {
  readonly item: AdminMenuItem | 'new' | null;
  readonly categories: readonly AdminCategory[];
  readonly inCategory: CategoryId;
  readonly onClose: () => void;
  readonly onItem: (item: AdminMenuItem) => void;
  /** Something of the menu changed that the item does not say: read it again. */
  readonly onChanged: () => void;
}

export function StaffMenuItemSheet({ item, ...rest }: StaffMenuItemSheetProps) {
  const { t } = useT();
  const formId = useId();
  const [busy, setBusy] = useState(false);
  return (
    <Sheet
      open={item !== null}
      locked={busy}
      place="side"
      title={item === 'new' || item === null ? t('staff.menu.add') : item.name}
      closeLabel={t('ui.close')}
      onClose={rest.onClose}
      footer={
        <Button type="submit" form={formId} kind="primary" size="large" wide busy={busy}>
          {t('ui.save')}
        </Button>
      }
    >
      {item !== null && (
        <ItemForm
          key={item === 'new' ? 'new' : item.id}
          item={item === 'new' ? null : item}
          formId={formId}
          busy={busy}
          onBusy={setBusy}
          {...rest}
        />
      )}
    </Sheet>
  );
}

interface ItemFormProps extends Omit<StaffMenuItemSheetProps, 'item'> {
  readonly item: AdminMenuItem | null;
  readonly formId: string;
  readonly busy: boolean;
  readonly onBusy: (busy: boolean) => void;
}

function ItemForm({ item, categories, inCategory, formId, busy, onBusy, onClose, onItem, onChanged }: ItemFormProps) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const digits = digitsOf(store.currency);
  const [draft, setDraft] = useState<ItemDraft>(() => (item ? itemDraft(item, digits) : emptyItem(inCategory)));
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [photo, setPhoto] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [photoFailure, setPhotoFailure] = useState<string | null>(null);
  /** The item once it is stored: a photo that is refused afterwards must not make a second one. */
  const [stored, setStored] = useState(item);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = draftFaults(draft, digits);
    setFaults(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return setFailure(t('staff.form.check'));
    onBusy(true);
    try {
      const body = wireItem(draft, digits);
      const { body: saved } = stored
        ? await api.call(changeMenuItem, { params: { menuId: stored.id }, body: body satisfies MenuItemChange })
        : await api.call(addMenuItem, { body });
      setStored(saved);
      onItem(saved);
      if (photo && !(await uploaded(saved))) return;
      show({ tone: 'good', text: t('staff.menu.saved', { name: saved.name }) });
      onClose();
    } catch (refused) {
      setFaults(refusedFaults(refused, draft));
      setFailure(sayFailure(t, refused));
    } finally {
      onBusy(false);
    }
  };
  const uploaded = async (saved: AdminMenuItem): Promise<boolean> => {
    if (!photo) return true;
    setPhotoFailure(null);
    setPercent(0);
    try {
      onItem({ ...saved, ...(await sendPhoto(api, saved.id, photo, setPercent)) });
      setPhoto(null);
      return true;
    } catch (refused) {
      setPhotoFailure(sayFailure(t, refused));
      return false;
    } finally {
      setPercent(null);
    }
  };

  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <Refusal text={failure} />
      <StaffPhotoField
        item={stored}
        photo={photo}
        busy={busy}
        percent={percent}
        failure={photoFailure}
        onPhoto={(file) => {
          setPhoto(file);
          setPhotoFailure(null);
        }}
        onRemoved={onChanged}
      />
      <StaffMenuItemFields
        draft={draft}
        stockLeft={stored?.stockLeft ?? null}
        faults={faults}
        categories={categories}
        onChange={setDraft}
      />
      {stored && <StaffRemoveItem item={stored} onRemoved={onChanged} onClose={onClose} />}
    </form>
  );
}
