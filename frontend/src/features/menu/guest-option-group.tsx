import type { OptionId } from '@tableorder/contract/ids';
import type { MenuOption, MenuOptionGroup } from '@tableorder/contract/menu';
import { useId } from 'react';
import { useT } from '../../i18n/guest.ts';
import { langOf } from '../../i18n/text-lang.ts';
import { type Choice, ChoiceList } from '../../ui/choice-list.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { QuantityStepper } from '../../ui/quantity-stepper.tsx';
import { chosenIn, withChoice, withCount } from './guest-choice.rules.ts';
import styles from './guest-option-group.module.css';

export interface GuestOptionGroupProps {
  readonly group: MenuOptionGroup;
  readonly currency: string;
  readonly optionIds: readonly OptionId[];
  /** Asked for and not chosen yet, after the guest wanted to go on. */
  readonly missing: boolean;
  readonly onChange: (optionIds: OptionId[]) => void;
}

function useRule(group: MenuOptionGroup): string {
  const { t } = useT();
  const { min, max } = group;
  if (min === 0) return max === 1 ? t('ui.optional') : t('guest.option.up-to', { max });
  if (min === max) return min === 1 ? t('ui.required') : t('guest.option.exactly', { min });
  return max >= group.options.length * group.maxPerOption ? t('guest.option.at-least', { min }) : t('guest.option.between', { min, max });
}

export function GuestOptionGroup(props: GuestOptionGroupProps) {
  const { group, currency, optionIds, missing, onChange } = props;
  const { t, locale } = useT();
  const rule = useRule(group);
  const chosen = chosenIn(group, optionIds);
  const open = chosen.length < group.min;
  const error = missing && open ? t('guest.option.missing', { min: group.min }) : undefined;
  if (group.maxPerOption > 1) return <CountedGroup {...props} rule={rule} open={open} error={error} />;

  const choices: Choice<OptionId>[] = group.options.map((option) => ({
    value: option.id,
    label: option.name,
    lang: langOf(option, 'name'),
    disabled: !option.available,
    trailing: option.available ? <OptionPrice option={option} currency={currency} locale={locale} /> : t('ui.sold-out'),
  }));
  const looks = { legend: group.name, legendLang: langOf(group, 'name'), rule, ruleOpen: open, error, choices };
  if (group.min === 1 && group.max === 1) {
    return (
      <ChoiceList
        {...looks}
        required
        kind="one"
        value={chosen[0] ?? null}
        onChange={(id) => onChange(withChoice(group, optionIds, [id]))}
      />
    );
  }
  // With one place only, the new choice takes it: nobody should have to empty it first.
  const choose = (ids: OptionId[]) => onChange(withChoice(group, optionIds, group.max === 1 ? ids.slice(-1) : ids));
  return <ChoiceList {...looks} kind="many" value={chosen} max={group.max === 1 ? undefined : group.max} onChange={choose} />;
}

function OptionPrice({ option, currency, locale }: { readonly option: MenuOption; readonly currency: string; readonly locale: string }) {
  return option.priceDelta === 0 ? null : <Money amount={option.priceDelta} currency={currency} locale={locale} signed />;
}

interface CountedGroupProps extends GuestOptionGroupProps {
  readonly rule: string;
  readonly open: boolean;
  readonly error: string | undefined;
}

/** Options that can be had several times: each with a small stepper. */
function CountedGroup({ group, currency, optionIds, rule, open, error, onChange }: CountedGroupProps) {
  const { t, locale } = useT();
  const id = useId();
  const left = group.max - chosenIn(group, optionIds).length;
  return (
    <fieldset className={styles.group} aria-describedby={error === undefined ? undefined : id}>
      <legend className={styles.legend}>
        <span lang={langOf(group, 'name')}>{group.name}</span> <span className={open ? styles.open : styles.rule}>{rule}</span>
      </legend>
      <FieldError id={error === undefined ? undefined : id}>{error}</FieldError>
      {group.options.map((option) => {
        const count = optionIds.filter((chosen) => chosen === option.id).length;
        return (
          <div key={option.id} className={styles.row}>
            <span className={styles.words}>
              <span lang={langOf(option, 'name')}>{option.name}</span> <OptionPrice option={option} currency={currency} locale={locale} />
            </span>
            {option.available ? (
              <QuantityStepper
                value={count}
                min={0}
                max={Math.min(group.maxPerOption, count + left)}
                label={t('ui.quantity-of', { name: option.name })}
                lessLabel={t('ui.less')}
                moreLabel={t('ui.more')}
                onChange={(next) => onChange(withCount(group, optionIds, option.id, next))}
              />
            ) : (
              <span className={styles.away}>{t('ui.sold-out')}</span>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
