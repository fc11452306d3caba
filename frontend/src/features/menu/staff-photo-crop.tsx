import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { type Crop, cropRect, MOST_ZOOM, moved, START, zoomed } from './staff-crop.rules.ts';
import styles from './staff-photo-crop.module.css';

const SHOWN = { width: 800, height: 600 } as const;
/** Wide enough for the largest picture that is made of it. */
const MOST_WIDTH = 1600;
const QUALITY = 0.92;
const KEY_STEP = 0.04;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
};

export interface StaffPhotoCropProps {
  /** Null is closed. */
  readonly photo: ImageBitmap | null;
  readonly onDone: (photo: File) => void;
  readonly onClose: () => void;
}

/** Which part of the photo guests see, in the shape of their card: moved by finger, mouse or arrows, larger by wheel, buttons or + and −. */
export function StaffPhotoCrop({ photo, onDone, onClose }: StaffPhotoCropProps) {
  const { t } = useT();
  const [crop, setCrop] = useState<Crop>(START);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (photo) setCrop(START);
  }, [photo]);
  const done = async () => {
    if (!photo) return;
    setBusy(true);
    try {
      onDone(await cut(photo, crop));
    } finally {
      setBusy(false);
    }
  };
  const zoom = (by: number) => photo && setCrop((now) => zoomed(now, by, photo));
  return (
    <Sheet
      open={photo !== null}
      onClose={onClose}
      locked={busy}
      title={t('staff.menu.crop')}
      note={t('staff.menu.crop.how')}
      closeLabel={t('ui.close')}
      footer={
        <Button kind="primary" size="large" wide busy={busy} onPress={() => void done()}>
          {t('staff.menu.crop.done')}
        </Button>
      }
    >
      {photo && (
        <div className={styles.crop}>
          <CropCanvas photo={photo} crop={crop} onCrop={setCrop} />
          <div className={styles.zoom}>
            <IconButton
              label={t('staff.menu.crop.smaller')}
              icon={<Minus aria-hidden="true" />}
              disabled={crop.zoom <= 1}
              onPress={() => zoom(1 / 1.2)}
            />
            <input
              type="range"
              className={styles.range}
              aria-label={t('staff.menu.crop.size')}
              min={1}
              max={MOST_ZOOM}
              step={0.05}
              value={crop.zoom}
              onChange={(event) => zoom(Number(event.currentTarget.value) / crop.zoom)}
            />
            <IconButton
              label={t('staff.menu.crop.larger')}
              icon={<Plus aria-hidden="true" />}
              disabled={crop.zoom >= MOST_ZOOM}
              onPress={() => zoom(1.2)}
            />
          </div>
        </div>
      )}
    </Sheet>
  );
}

interface CropCanvasProps {
  readonly photo: ImageBitmap;
  readonly crop: Crop;
  readonly onCrop: (change: (now: Crop) => Crop) => void;
}

function CropCanvas({ photo, crop, onCrop }: CropCanvasProps) {
  const { t } = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    const { x, y, width, height } = cropRect(crop, photo);
    const context = canvas.current?.getContext('2d');
    context?.clearRect(0, 0, SHOWN.width, SHOWN.height);
    context?.drawImage(photo, x, y, width, height, 0, 0, SHOWN.width, SHOWN.height);
  }, [photo, crop]);
  useEffect(() => {
    const element = canvas.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      onCrop((now) => zoomed(now, Math.exp(-event.deltaY / 400), photo));
    };
    // Not React's: the page would scroll along with a listener that may not stop it.
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [photo, onCrop]);
  const pull = (event: PointerEvent<HTMLDivElement>) => {
    const from = last.current;
    if (!from) return;
    last.current = { x: event.clientX, y: event.clientY };
    const box = event.currentTarget.getBoundingClientRect();
    onCrop((now) => moved(now, (from.x - event.clientX) / box.width, (from.y - event.clientY) / box.height, photo));
  };
  const letGo = () => {
    last.current = null;
  };
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow) onCrop((now) => moved(now, arrow[0], arrow[1], photo));
    else if (event.key === '+' || event.key === '=') onCrop((now) => zoomed(now, 1.1, photo));
    else if (event.key === '-') onCrop((now) => zoomed(now, 1 / 1.1, photo));
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.frame}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by the arrows, as its name says.
      tabIndex={0}
      aria-label={t('staff.menu.crop.picture')}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={pull}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <canvas ref={canvas} className={styles.canvas} width={SHOWN.width} height={SHOWN.height} />
    </div>
  );
}

async function cut(photo: ImageBitmap, crop: Crop): Promise<File> {
  const { x, y, width, height } = cropRect(crop, photo);
  const across = Math.max(1, Math.round(Math.min(MOST_WIDTH, width)));
  const canvas = document.createElement('canvas');
  canvas.width = across;
  canvas.height = Math.max(1, Math.round((across * height) / width));
  canvas.getContext('2d')?.drawImage(photo, x, y, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
  if (!blob) throw new Error('the canvas gave no picture');
  return new File([blob], 'photo.webp', { type: blob.type });
}
