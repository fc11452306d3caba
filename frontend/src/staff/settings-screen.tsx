import { logout } from '@tableorder/contract/access';
import LogOut from 'lucide-react/icons/log-out';
import { useState } from 'react';
import { languageTag } from '../i18n/language.ts';
import { useT } from '../i18n/staff.ts';
import { ApiProblem, NoAnswer } from '../lib/api-problem.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useLive } from './live.tsx';
import { Page } from './page.tsx';
import styles from './settings-screen.module.css';
import type { Sign } from './sign.ts';
import { chooseTheme, presentTheme, THEMES } from './theme.ts';

export function SettingsScreen({ sign }: { readonly sign: Sign }) {
  const { t, locale, locales, setLocale } = useT();
  const { api, staff, store } = useStaffWork();
  const { steps } = useLive();
  const [theme, setTheme] = useState(presentTheme);
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    steps.flush();
    try {
      await api.call(logout);
    } catch (failure) {
      // Unreachable or dead already: this device forgets the token all the same, and it runs out by itself.
      if (!(failure instanceof NoAnswer || failure instanceof ApiProblem)) throw failure;
    } finally {
      sign.end();
    }
  };
  return (
    <Page title={t('staff.settings.title')}>
      <div className={styles.list}>
        <section className={styles.person}>
          <div>
            <p className={styles.name}>{staff.username}</p>
            <p className={styles.role}>
              {store.name} · {t(`staff.role.${staff.role}`)}
            </p>
          </div>
          <Button icon={<LogOut aria-hidden="true" />} busy={busy} onPress={() => void leave()}>
            {t('staff.sign-out')}
          </Button>
        </section>
        <section className={styles.setting}>
          <h2 className={styles.heading}>{t('ui.language')}</h2>
          <Segmented
            label={t('ui.language')}
            options={locales.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
            value={locale}
            onChange={(value) => void setLocale(value)}
          />
        </section>
        <section className={styles.setting}>
          <h2 className={styles.heading}>{t('ui.theme.label')}</h2>
          <Segmented
            label={t('ui.theme.label')}
            options={THEMES.map((value) => ({ value, label: t(`ui.theme.${value}`) }))}
            value={theme}
            onChange={(value) => {
              chooseTheme(value);
              setTheme(value);
            }}
          />
        </section>
      </div>
    </Page>
  );
}
