import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { type ComponentProps, useState } from 'react';
import controls from './control.module.css';
import { Field, type FieldProps } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './password-field.module.css';

export interface PasswordFieldProps
  extends FieldProps,
    Pick<ComponentProps<'input'>, 'name' | 'required' | 'disabled' | 'maxLength' | 'enterKeyHint' | 'ref'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly showLabel: string;
  readonly hideLabel: string;
}

export function PasswordField({ label, hint, error, aside, value, onChange, showLabel, hideLabel, ...native }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(wiring) => (
        <div className={styles.row}>
          <input
            {...native}
            {...wiring}
            type={shown ? 'text' : 'password'}
            className={`${controls.control} ${styles.input}`}
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <span className={styles.toggle}>
            <IconButton
              label={shown ? hideLabel : showLabel}
              icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
              disabled={native.disabled}
              onPress={() => setShown(!shown)}
            />
          </span>
        </div>
      )}
    </Field>
  );
}
