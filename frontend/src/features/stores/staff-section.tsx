import { type FormEvent, type ReactNode, useId } from 'react';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './staff-settings.module.css';

export interface StaffSectionProps {
  readonly section: {
    readonly title: string;
    readonly isChanged: boolean;
    readonly busy: boolean;
    readonly refusal: string | null;
    readonly save: () => Promise<void>;
    readonly discard: () => void;
  };
  /** What it decides, in one sentence. */
  readonly text?: string;
  /** False while something typed cannot be saved. */
  readonly fits?: boolean;
  /** Instead of saving at once, such as a question. */
  readonly onSave?: () => void;
  readonly children: ReactNode;
}

/** A part of the settings with its own save button, in sight only while something is changed. */
export function StaffSection({ section, text, fits = true, onSave, children }: StaffSectionProps) {
  const { t } = useT();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits) return;
    if (onSave && section.isChanged) onSave();
    else void section.save();
  };
  return (
    <section className={styles.section} aria-labelledby={id}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div>
          <h2 id={id} className={styles.heading}>
            {section.title}
          </h2>
          {text !== undefined && <p className={styles.text}>{text}</p>}
        </div>
        {children}
        <Refusal text={section.refusal} />
        <div className={styles.save} role="status">
          {section.isChanged && (
            <>
              <span className={styles.unsaved}>{t('staff.settings.unsaved')}</span>
              <Button kind="quiet" disabled={section.busy} onPress={section.discard}>
                {t('staff.settings.discard')}
              </Button>
              <Button type="submit" kind="primary" busy={section.busy} disabled={!fits}>
                {t('ui.save')}
              </Button>
            </>
          )}
        </div>
      </form>
    </section>
  );
}
