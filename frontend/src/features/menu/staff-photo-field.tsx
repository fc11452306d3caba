import type { MenuId } from '@tableorder/contract/ids';
import { type AdminMenuItem, removeImage, uploadImage } from '@tableorder/contract/menu.admin';
import ImageUp from 'lucide-react/icons/image-up';
import { useEffect, useRef, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import type { Api } from '../../lib/api.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { sendTelling } from '../../lib/upload.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-menu.module.css';
import { StaffPhotoCrop } from './staff-photo-crop.tsx';

/** A photo over a slow line takes its time. */
const UPLOAD_TIMEOUT_MS = 120_000;

export async function sendPhoto(
  api: Api,
  menuId: MenuId,
  photo: File,
  onPercent: (percent: number) => void,
): Promise<Pick<AdminMenuItem, 'imageUrl' | 'images'>> {
  const body = new FormData();
  body.set('file', photo);
  return (await api.call(uploadImage, { params: { menuId }, body, timeoutMs: UPLOAD_TIMEOUT_MS, sendBy: sendTelling(onPercent) })).body;
}

export interface StaffPhotoFieldProps {
  readonly item: AdminMenuItem | null;
  /** Chosen, not sent yet. */
  readonly photo: File | null;
  readonly photoUrl: string | null;
  readonly busy: boolean;
  /** How much of it is sent; null while none is. */
  readonly percent: number | null;
  readonly failure: string | null;
  readonly onPhoto: (photo: File | null) => void;
  readonly onRemoved: () => void;
}

export function StaffPhotoField({ item, photo, photoUrl, busy, percent, failure, onPhoto, onRemoved }: StaffPhotoFieldProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const underWay = percent !== null;
  // Saved from the form's end, what becomes of the photo is said up here.
  useEffect(() => {
    if (underWay) field.current?.scrollIntoView({ block: 'center' });
  }, [underWay]);
  const [removed, setRemoved] = useState(false);
  const [cropping, setCropping] = useState<ImageBitmap | null>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const picture = await decoded(file);
    if (picture) setCropping(picture);
    else onPhoto(file);
  };
  const images = photoUrl ? [{ width: 800, url: photoUrl }] : removed ? [] : (item?.images ?? []);
  const sending = percent === 100 ? t('staff.menu.photo.making') : t('staff.menu.photo.sending-percent', { percent: String(percent) });
  const remove = async () => {
    if (photo) return onPhoto(null);
    if (!item) return;
    try {
      await api.call(removeImage, { params: { menuId: item.id } });
      setRemoved(true);
      onRemoved();
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
  return (
    <div ref={field} className={styles.photo}>
      <span className={styles.preview}>
        <Picture key={images[0]?.url ?? ''} images={images} alt="" sizes="128px" rounded eager />
      </span>
      <div className={styles.photoActs}>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          aria-label={t('staff.menu.photo')}
          className="seen-by-readers-only"
          tabIndex={-1}
          onChange={(event) => {
            void choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button icon={<ImageUp aria-hidden="true" />} disabled={busy} onPress={() => input.current?.click()}>
          {images.length > 0 ? t('staff.menu.photo.change') : t('staff.menu.photo.choose')}
        </Button>
        {images.length > 0 && (
          <Button kind="quiet" disabled={busy} onPress={() => void remove()}>
            {t('staff.menu.photo.remove')}
          </Button>
        )}
        <p role="status" className={styles.hint}>
          {percent === null ? t(photo ? 'staff.menu.photo.chosen' : 'staff.menu.photo.hint') : sending}
        </p>
        {percent !== null && <ProgressBar label={t('staff.menu.photo.sending')} percent={percent} />}
        <Refusal text={failure} />
      </div>
      <StaffPhotoCrop
        photo={cropping}
        onDone={(file) => {
          setCropping(null);
          onPhoto(file);
        }}
        onClose={() => setCropping(null)}
      />
    </div>
  );
}

/** The picture to crop; null for what this browser cannot show: the server, which knows more kinds, decides. */
async function decoded(file: File): Promise<ImageBitmap | null> {
  if (typeof createImageBitmap !== 'function') return null;
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** An address for a photo that is not sent yet. */
export function usePreview(photo: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (photo === null) return setUrl(null);
    const made = URL.createObjectURL(photo);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return url;
}
