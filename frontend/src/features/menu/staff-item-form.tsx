import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { duplicateMenuItem } from '@tableorder/contract/menu.admin';
import Copy from 'lucide-react/icons/copy';
import { type Dispatch, lazy, type SetStateAction, Suspense, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { StaffItemConflict, type StaffItemConflictProps } from './staff-item-conflict.tsx';
import styles from './staff-item-form.module.css';
import type { Faults, ItemDraft } from './staff-menu-draft.ts';
import { StaffMenuItemFields } from './staff-menu-item-fields.tsx';
import { StaffPhotoField, usePreview } from './staff-photo-field.tsx';
import { StaffRemoveItem } from './staff-remove-item.tsx';
import type { StaffMenu } from './staff-use-menu.ts';

// Brings the guests' parts and words along: after the form, which is what is waited for.
const StaffItemPreview = lazy(async () => ({ default: (await import('./staff-item-preview.tsx')).StaffItemPreview }));

export interface StaffItemFormProps {
  readonly menu: StaffMenu;
  readonly item: AdminMenuItem | null;
  readonly draft: ItemDraft;
  readonly faults: Faults;
  readonly failure: string | null;
  /** What is shown was being written when the page went away. */
  readonly kept: boolean;
  readonly onForget: () => void;
  readonly conflict: StaffItemConflictProps | null;
  readonly photo: { readonly file: File | null; readonly busy: boolean; readonly percent: number | null; readonly failure: string | null };
  readonly onPhoto: (file: File | null) => void;
  readonly onDraft: Dispatch<SetStateAction<ItemDraft>>;
  readonly onEdit: (item: AdminMenuItem) => void;
  readonly onItem: (item: AdminMenuItem) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** The form, and beside it what guests see of it as it is typed. */
export function StaffItemForm(props: StaffItemFormProps) {
  const { menu, item, draft, faults, failure, kept, onForget, conflict, photo, onPhoto, onDraft, onChanged, onClose } = props;
  const { t } = useT();
  const photoUrl = usePreview(photo.file);
  return (
    <div className={styles.beside}>
      <div className={styles.form}>
        <Refusal text={failure} />
        {conflict && <StaffItemConflict {...conflict} />}
        {kept && (
          <div className={styles.kept} role="status">
            <p>{t('staff.menu.draft.kept')}</p>
            <Button onPress={onForget}>{t('staff.menu.draft.forget')}</Button>
          </div>
        )}
        <StaffPhotoField
          item={item}
          photo={photo.file}
          photoUrl={photoUrl}
          busy={photo.busy}
          percent={photo.percent}
          failure={photo.failure}
          onPhoto={onPhoto}
          onRemoved={onChanged}
        />
        <StaffMenuItemFields draft={draft} item={item} faults={faults} menu={menu} onChange={onDraft} onChanged={onChanged} />
        {item && (
          <div className={styles.acts}>
            <CopyItem item={item} onItem={props.onItem} onEdit={props.onEdit} />
            <StaffRemoveItem item={item} onRemoved={onChanged} onClose={onClose} />
          </div>
        )}
      </div>
      <div className={styles.preview}>
        <Suspense fallback={null}>
          <StaffItemPreview draft={draft} present={item} photoUrl={photoUrl} menu={menu} />
        </Suspense>
      </div>
    </div>
  );
}

function CopyItem({ item, onItem, onEdit }: Pick<StaffItemFormProps, 'onItem' | 'onEdit'> & { readonly item: AdminMenuItem }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState(false);
  const copy = async () => {
    setBusy(true);
    try {
      const { body } = await api.call(duplicateMenuItem, { params: { menuId: item.id } });
      onItem(body);
      onEdit(body);
      show({ tone: 'good', text: t('staff.menu.copied', { name: body.name }) });
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<Copy aria-hidden="true" />} busy={busy} onPress={() => void copy()}>
      {t('staff.menu.copy')}
    </Button>
  );
}
