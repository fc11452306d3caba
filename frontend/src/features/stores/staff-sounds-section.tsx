import { SOUNDS, type StoreSettings } from '@tableorder/contract/settings';
import Play from 'lucide-react/icons/play';
import { useT } from '../../i18n/staff.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { StaffSection } from './staff-section.tsx';
import styles from './staff-settings.module.css';
import { useSection } from './use-section.ts';

export type Sound = StoreSettings['orderSound'];
export interface StaffSoundsSectionProps {
  readonly settings: StoreSettings;
  /** Lets it be heard here, once. */
  readonly onPreview: (tone: 'order' | 'call', sound: Exclude<Sound, 'off'>) => void;
}

const TONES = [
  ['order', 'orderSound'],
  ['call', 'callSound'],
] as const;

/** How orders and calls sound on the screens of the staff. */
export function StaffSoundsSection({ settings: { orderSound, callSound }, onPreview }: StaffSoundsSectionProps) {
  const { t } = useT();
  const section = useSection(t('staff.settings.sounds'), { orderSound, callSound }, (draft) => draft);
  const { draft, put } = section;
  return (
    <StaffSection section={section}>
      {TONES.map(([tone, field]) => {
        const sound = draft[field];
        return (
          <div key={tone} className={styles.sound}>
            <SelectField
              label={t(`staff.settings.sounds.${tone}`)}
              hint={sound === 'off' ? t('staff.settings.sounds.off.note') : undefined}
              value={sound}
              options={SOUNDS.map((value) => ({ value, label: t(`staff.settings.sounds.${value}`) }))}
              onChange={(next) => {
                put({ [field]: next });
                if (next !== 'off') onPreview(tone, next);
              }}
            />
            {sound !== 'off' && (
              <IconButton
                label={t('staff.settings.sounds.play', { sound: t(`staff.settings.sounds.${sound}`) })}
                icon={<Play aria-hidden="true" />}
                kind="filled"
                onPress={() => onPreview(tone, sound)}
              />
            )}
          </div>
        );
      })}
    </StaffSection>
  );
}
