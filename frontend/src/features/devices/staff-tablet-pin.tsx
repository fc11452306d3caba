import { setTabletPin } from '@tableorder/contract/devices';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { useQueryClient } from '@tanstack/react-query';
import LockKeyholeOpen from 'lucide-react/icons/lock-keyhole-open';
import { type FormEvent, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-device-wall.module.css';

/** The PIN by which staff take a tablet off its table, at the tablet. */
export function StaffTabletPin({ pinSetAt }: { readonly pinSetAt: Instant | null }) {
  const { t, locale } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const queries = useQueryClient();
  const now = useNow(60_000);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [short, setShort] = useState(false);
  if (!may(setTabletPin)) return null;
  const keep = async (next: string | null) => {
    setBusy(true);
    setFailure(null);
    try {
      await api.call(setTabletPin, { body: { pin: next } });
      setPin('');
      await queries.invalidateQueries({ queryKey: ['devices'] });
      show({ tone: 'good', text: t(next === null ? 'staff.devices.pin.dropped' : 'staff.devices.pin.kept') });
    } catch (refused) {
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!/^[0-9]{4,8}$/.test(pin)) return setShort(true);
    void keep(pin);
  };
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('staff.devices.pin')}</h2>
      <p className={styles.text}>{t('staff.devices.pin.text')}</p>
      {pinSetAt !== null && (
        <p className={styles.text}>
          {t('staff.devices.pin.set')} <RelativeTime at={fromInstant(pinSetAt)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
        </p>
      )}
      <form className={styles.pin} onSubmit={submit} noValidate>
        <TextField
          label={t(pinSetAt === null ? 'staff.devices.pin.new' : 'staff.devices.pin.change')}
          hint={t('staff.devices.pin.hint')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          error={short ? t('staff.devices.pin.hint') : undefined}
          onChange={(typed) => {
            setPin(typed.replace(/\D/g, ''));
            setShort(false);
          }}
        />
        <Button type="submit" kind="primary" busy={busy}>
          {t('ui.save')}
        </Button>
      </form>
      <Refusal text={failure} />
      {pinSetAt !== null && (
        <AskedAct
          icon={<LockKeyholeOpen aria-hidden="true" />}
          label={t('staff.devices.pin.drop')}
          question={t('staff.devices.pin.drop.ask')}
          consequence={t('staff.devices.pin.drop.text')}
          confirmLabel={t('staff.devices.pin.drop')}
          cancelLabel={t('ui.cancel')}
          act={() => keep(null)}
        />
      )}
    </section>
  );
}
