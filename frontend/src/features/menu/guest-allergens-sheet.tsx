import { ALLERGENS } from '@tableorder/contract/menu';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './guest-allergens-sheet.module.css';
import { type Allergen, useMenuReader } from './guest-reader.tsx';

/** What the party does not eat: chosen once, marked everywhere. Stands wherever one may think of it. */
export function GuestAllergensButton() {
  const { t } = useT();
  const { avoided } = useMenuReader();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="secondary" icon={<ShieldAlert aria-hidden="true" />} aria-expanded={open} onPress={() => setOpen(true)}>
        {avoided.length === 0 ? t('guest.avoid.choose') : t('guest.avoid.chosen', { count: avoided.length })}
      </Button>
      <GuestAllergensSheet open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function GuestAllergensSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t, locale } = useT();
  const { avoided, onAvoid } = useMenuReader();
  const toggle = (name: Allergen) => onAvoid(ALLERGENS.filter((one) => (one === name) !== avoided.includes(one)));
  const words = new Intl.Collator(locale);
  const names = [...ALLERGENS].sort((a, b) => words.compare(t(`guest.allergen.${a}`), t(`guest.allergen.${b}`)));
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('guest.avoid.title')}
      note={t('guest.avoid.note')}
      closeLabel={t('ui.close')}
      footer={
        <>
          {avoided.length > 0 && (
            <Button size="large" onPress={() => onAvoid([])}>
              {t('guest.avoid.none')}
            </Button>
          )}
          <Button kind="primary" size="large" wide onPress={onClose}>
            {t('guest.avoid.done')}
          </Button>
        </>
      }
    >
      <fieldset className={styles.names}>
        <legend className="seen-by-readers-only">{t('guest.avoid.title')}</legend>
        {names.map((name) => (
          <label key={name} className={styles.name}>
            <input type="checkbox" className={styles.input} checked={avoided.includes(name)} onChange={() => toggle(name)} />
            {t(`guest.allergen.${name}`)}
          </label>
        ))}
      </fieldset>
      <p className={styles.caution}>{t('guest.avoid.caution')}</p>
    </Sheet>
  );
}
