import { readBackups } from '@tableorder/contract/backups';
import { addPrinter } from '@tableorder/contract/printers';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useEffect, useId, useState } from 'react';
import { Link } from 'wouter';
import { StaffStations } from '../features/stations/staff-stations.tsx';
import parts from '../features/stores/staff-settings.module.css';
import { StaffSettings } from '../features/stores/staff-settings.tsx';
import type { Sound } from '../features/stores/staff-sounds-section.tsx';
import { languageTag } from '../i18n/language.ts';
import { useT } from '../i18n/staff.ts';
import { createChime, type Tone } from '../lib/sound.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Page } from './page.tsx';
import styles from './settings-screen.module.css';
import { chooseTheme, presentTheme, THEMES } from './theme.ts';

export function SettingsScreen() {
  const { t } = useT();
  const { may } = useStaffWork();
  const [chime] = useState(createChime);
  useEffect(() => chime.close, [chime]);
  const preview = (tone: Tone, sound: Exclude<Sound, 'off'>) => {
    if (chime.play(tone, sound)) return;
    // The very touch that asked for it may still be unlocking the sound.
    const stop = chime.subscribe(() => {
      stop();
      chime.play(tone, sound);
    });
  };
  return (
    <Page title={t('staff.settings.title')} note={t('staff.settings.note')}>
      <div className={parts.page}>
        <Way to="/me" title={t('staff.settings.me')} text={t('staff.settings.me.text')} />
        {may(addPrinter) && <Way to="/settings/printers" title={t('staff.printers.title')} text={t('staff.printers.way.text')} />}
        {may(readBackups) && <Way to="/settings/backups" title={t('staff.backups.title')} text={t('staff.backups.way.text')} />}
        <ThisScreen />
      </div>
      <StaffStations />
      <StaffSettings onPreview={preview} />
    </Page>
  );
}

/** To a place of its own. */
function Way({ to, title, text }: { readonly to: string; readonly title: string; readonly text: string }) {
  return (
    <Link to={to} className={parts.way}>
      <span>
        <strong>{title}</strong>
        {text}
      </span>
      <ChevronRight aria-hidden="true" />
    </Link>
  );
}

/** What only this device keeps. */
function ThisScreen() {
  const { t, locale, locales, setLocale } = useT();
  const [theme, setTheme] = useState(presentTheme);
  const id = useId();
  return (
    <section className={styles.device} aria-labelledby={id}>
      <div>
        <h2 id={id} className={parts.heading}>
          {t('staff.settings.device')}
        </h2>
        <p className={parts.text}>{t('staff.settings.device.text')}</p>
      </div>
      <div className={styles.setting}>
        <h3 className={styles.heading}>{t('ui.language')}</h3>
        <Segmented
          label={t('ui.language')}
          options={locales.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
          value={locale}
          onChange={(value) => void setLocale(value)}
        />
      </div>
      <div className={styles.setting}>
        <h3 className={styles.heading}>{t('ui.theme.label')}</h3>
        <Segmented
          label={t('ui.theme.label')}
          options={THEMES.map((value) => ({ value, label: t(`ui.theme.${value}`) }))}
          value={theme}
          onChange={(value) => {
            chooseTheme(value);
            setTheme(value);
          }}
        />
      </div>
    </section>
  );
}
