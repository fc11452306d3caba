import { logout } from '@tableorder/contract/access';
import LogOut from 'lucide-react/icons/log-out';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { StaffAccount } from '../features/access/staff-account.tsx';
import type { Sign } from '../features/access/staff-sign.ts';
import { useT } from '../i18n/staff.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { useLive } from './live.tsx';
import styles from './me-screen.module.css';
import { Page } from './page.tsx';

/** The own account, and the way out. */
export function MeScreen({ sign }: { readonly sign: Sign }) {
  const { t } = useT();
  const { staff, store } = useStaffWork();
  return (
    <Page title={t('staff.me.title')}>
      <section className={styles.person}>
        <div className={styles.words}>
          <p className={styles.name}>{staff.username}</p>
          <p className={styles.role}>
            {store.name} · {t(`staff.role.${staff.role}`)}
          </p>
          <p className={styles.role}>{t('staff.me.leave.text')}</p>
        </div>
        <Leave sign={sign} />
      </section>
      <StaffAccount />
    </Page>
  );
}

function Leave({ sign }: { readonly sign: Sign }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { steps } = useLive();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    steps.flush();
    try {
      await api.call(logout);
    } catch (failure) {
      // Unreachable or dead already: this device forgets the token all the same, and it runs out by itself.
      if (!isFromTheLine(failure)) throw failure;
    } finally {
      sign.end();
      go('/');
    }
  };
  return (
    <Button icon={<LogOut aria-hidden="true" />} busy={busy} onPress={() => void leave()}>
      {t('staff.sign-out')}
    </Button>
  );
}
