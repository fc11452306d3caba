import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import Bell from 'lucide-react/icons/bell';
import CloudUpload from 'lucide-react/icons/cloud-upload';
import { useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import type { OutboxEntry } from '../../lib/outbox.rules.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import styles from './guest-unsent.module.css';

export interface GuestUnsentProps {
  readonly entry: OutboxEntry;
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  readonly onResend: (key: string) => void;
  readonly onTakeBack: (entry: OutboxEntry) => void;
  readonly onCall: () => void;
}

/** An order that the kitchen has not confirmed, said as it is. */
export function GuestUnsent({ entry, items, onResend, onTakeBack, onCall }: GuestUnsentProps) {
  const { t } = useT();
  const [asking, setAsking] = useState(false);
  const expired = entry.state === 'expired';
  const [first, ...others] = entry.body.items;
  const name = (first && items.get(first.menuId)?.name) ?? t('ui.item-unknown');
  return (
    <Card as="li" tone="waiting">
      <div className={styles.head}>
        <CloudUpload aria-hidden="true" />
        <h3 className={styles.title}>{t(expired ? 'guest.unsent.expired.title' : 'guest.unsent.title')}</h3>
      </div>
      <p className={styles.what}>{others.length === 0 ? name : t('guest.unsent.what', { name, count: others.length })}</p>
      <p className={styles.text}>{t(expired ? 'guest.unsent.expired.text' : 'guest.unsent.line')}</p>
      {entry.state !== 'sending' && (
        <div className={styles.acts}>
          {expired && (
            <Button kind="primary" icon={<Bell aria-hidden="true" />} onPress={onCall}>
              {t('guest.call.act')}
            </Button>
          )}
          <Button kind={expired ? 'secondary' : 'primary'} onPress={() => onResend(entry.key)}>
            {t('guest.unsent.again')}
          </Button>
          <Button kind="quiet" onPress={() => (entry.maybePlaced ? setAsking(true) : onTakeBack(entry))}>
            {t('guest.unsent.take-back')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title={t('guest.unsent.ask.title')}
        confirmLabel={t('guest.unsent.take-back')}
        cancelLabel={t('guest.cancel.keep')}
        onConfirm={() => {
          setAsking(false);
          onTakeBack(entry);
        }}
        onCancel={() => setAsking(false)}
      >
        {t('guest.unsent.ask.text')}
      </ConfirmDialog>
    </Card>
  );
}
