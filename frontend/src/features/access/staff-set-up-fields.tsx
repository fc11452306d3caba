import { useT } from '../../i18n/staff.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-form.module.css';
import { StaffPasswordRule } from './staff-password-rule.tsx';
import { CURRENCIES, type SetUpDraft } from './staff-set-up-draft.ts';

interface FieldsProps {
  readonly draft: SetUpDraft;
  readonly onChange: <K extends keyof SetUpDraft>(field: K, value: SetUpDraft[K]) => void;
  readonly errorAt: (field: keyof SetUpDraft) => string | undefined;
}

/** The shop as guests and staff will know it. */
export function StaffShopFields({ draft, onChange: set, errorAt }: FieldsProps) {
  const { t, locale } = useT();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('staff.setup.store')}</legend>
      <TextField
        label={t('staff.setup.name')}
        name="organization"
        autoComplete="organization"
        maxLength={100}
        value={draft.name}
        onChange={(value) => set('name', value)}
        error={errorAt('name')}
      />
      <TextField
        label={t('staff.setup.code')}
        hint={t('staff.setup.code.hint')}
        name="store-code"
        autoComplete="off"
        maxLength={32}
        value={draft.code}
        onChange={(value) => set('code', value.toLowerCase())}
        error={errorAt('code')}
      />
      <SelectField
        label={t('staff.setup.currency')}
        value={draft.currency}
        onChange={(value) => set('currency', value)}
        options={CURRENCIES.map((value) => ({ value, label: `${value} · ${currencyName(value, locale)}` }))}
      />
      <TextField
        label={t('staff.setup.time-zone')}
        name="time-zone"
        autoComplete="off"
        maxLength={64}
        value={draft.timeZone}
        onChange={(value) => set('timeZone', value)}
        error={errorAt('timeZone')}
      />
    </fieldset>
  );
}

/** Who it belongs to: the first sign-in. */
export function StaffOwnerFields({ draft, onChange: set, errorAt }: FieldsProps) {
  const { t } = useT();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('staff.setup.owner')}</legend>
      <TextField
        label={t('staff.sign-in.username')}
        name="username"
        autoComplete="username"
        maxLength={40}
        value={draft.username}
        onChange={(value) => set('username', value)}
        error={errorAt('username')}
      />
      <PasswordField
        label={t('staff.sign-in.password')}
        name="new-password"
        autoComplete="new-password"
        maxLength={128}
        showLabel={t('ui.password.show')}
        hideLabel={t('ui.password.hide')}
        value={draft.password}
        onChange={(value) => set('password', value)}
        error={errorAt('password')}
      />
      <StaffPasswordRule password={draft.password} />
    </fieldset>
  );
}

const currencyName = (currency: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency;
