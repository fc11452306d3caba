import type { PasswordFault } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import { useT } from '../../i18n/staff.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './staff-form.module.css';

const RULES = ['length', 'upper', 'lower', 'digit', 'special'] as const satisfies readonly PasswordFault[];

/** What a new password needs, each ticked off while it is typed. */
export function StaffPasswordRule({ password }: { readonly password: string }) {
  const { t } = useT();
  const faults = passwordFaults(password);
  return (
    <ul className={styles.rules} aria-label={t('staff.password.rule')}>
      {RULES.map((rule) => {
        const met = !faults.includes(rule);
        return (
          <li key={rule} className={classNames(styles.rule, met && styles.met)}>
            {met ? <CircleCheck aria-hidden="true" /> : <CircleDashed aria-hidden="true" />}
            {t(`staff.password.${rule}`)}
            {met && <span className="seen-by-readers-only">{t('staff.password.met')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
