import type { PasswordFault } from '@tableorder/contract/access';
import { passwordFaults } from '@tableorder/contract/access.rules';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import type { Translate } from '../../i18n/language.ts';
import { type Key, useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
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

const FAULT_WORDS: Partial<Record<PasswordFault, Key>> = { common: 'staff.password.common', context: 'staff.password.context' };

/** What the server finds wrong with a new password; undefined when it refused something else. */
export function sayWeakPassword(t: Translate<Key>, failure: unknown): string | undefined {
  if (!isProblem(failure, 'access/weak-password')) return undefined;
  const known = failure.params.faults.flatMap((fault) => FAULT_WORDS[fault] ?? []);
  return t(known[0] ?? 'staff.password.unmet');
}
