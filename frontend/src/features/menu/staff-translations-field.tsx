import { LOCALES, type Locale } from '@tableorder/contract/locale';
import type { Translations } from '@tableorder/contract/menu';
import { useId, useState } from 'react';
import { languageTag } from '../../i18n/language.ts';
import { useT } from '../../i18n/staff.ts';
import { classNames } from '../../ui/class-names.ts';
import controls from '../../ui/control.module.css';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './staff-translations.module.css';

/** One text and what it is in other languages. */
export interface TranslationRow {
  readonly key: string;
  /** What it is, such as "이름" or the group it belongs to. */
  readonly label: string;
  readonly text: string;
  readonly max: number;
  readonly long?: boolean;
  readonly read: (locale: Locale) => string;
  readonly write: (locale: Locale, text: string) => void;
}

export const putText = <T extends Translations>(
  translations: T,
  locale: Locale,
  field: 'name' | 'description' | 'origin',
  text: string,
): T => ({
  ...translations,
  [locale]: { ...translations[locale], [field]: text },
});

export interface StaffTranslationsFieldProps {
  readonly own: Locale;
  readonly rows: readonly TranslationRow[];
}

/** The shop's own words at the left, another language's at the right; the language switch says how much is done. */
export function StaffTranslationsField({ own, rows }: StaffTranslationsFieldProps) {
  const { t } = useT();
  const id = useId();
  const others = LOCALES.filter((locale) => locale !== own);
  const [locale, setLocale] = useState<Locale>(others[0] ?? 'en');
  const said = rows.filter(({ text }) => text.trim() !== '');
  const missing = (other: Locale) => said.filter((row) => row.read(other).trim() === '').length;
  return (
    <section className={styles.part} aria-label={t('staff.menu.translations')}>
      <h3 className={styles.heading}>{t('staff.menu.translations')}</h3>
      <Segmented
        label={t('staff.menu.translations')}
        options={others.map((other) => ({
          value: other,
          label: `${t(`ui.locale.${other}`)} ${said.length - missing(other)}/${said.length}`,
        }))}
        value={locale}
        onChange={setLocale}
      />
      <p className={styles.hint} role="status">
        {missing(locale) === 0 ? t('staff.menu.translations.all') : t('staff.menu.translations.missing', { count: missing(locale) })}
      </p>
      <div className={styles.rows}>
        {said.map((row) => {
          const text = row.read(locale);
          const wiring = {
            id: `${id}${row.key}`,
            lang: languageTag(locale),
            maxLength: row.max,
            value: text,
            'aria-label': t('staff.menu.translations.of', {
              label: row.label,
              text: row.text.slice(0, 60),
              language: t(`ui.locale.${locale}`),
            }),
            className: classNames(controls.control, styles.field, text.trim() === '' && styles.missing),
            placeholder: t('staff.menu.translations.none'),
          };
          return (
            <div key={row.key} className={styles.row}>
              <div className={styles.source}>
                <span className={styles.label}>{row.label}</span>
                <span>{row.text}</span>
              </div>
              {row.long ? (
                <textarea {...wiring} rows={3} onChange={(event) => row.write(locale, event.currentTarget.value)} />
              ) : (
                <input {...wiring} type="text" onChange={(event) => row.write(locale, event.currentTarget.value)} />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}
