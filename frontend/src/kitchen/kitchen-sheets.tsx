import type { OrderId, StationId } from '@tableorder/contract/ids';
import { memo, type ReactNode, useRef, useSyncExternalStore } from 'react';
import type { Sign } from '../features/access/staff-sign.ts';
import { StaffSignInForm } from '../features/access/staff-sign-in-form.tsx';
import { KitchenCourseForm } from '../features/kitchen/kitchen-course-form.tsx';
import { KitchenKeysList } from '../features/kitchen/kitchen-keys-list.tsx';
import { KitchenRecent } from '../features/kitchen/kitchen-recent-sheet.tsx';
import parts from '../features/kitchen/kitchen-sheet.module.css';
import { KitchenSoldOut } from '../features/kitchen/kitchen-sold-out.tsx';
import { lineViews } from '../features/kitchen/kitchen-view.rules.ts';
import type { MenuWords } from '../features/kitchen/kitchen-words.ts';
import { useT } from '../i18n/kitchen.ts';
import { languageTag } from '../i18n/language.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Switch } from '../ui/switch.tsx';
import type { Acts } from './kitchen-acts.ts';
import type { DeviceKeeper } from './kitchen-device.ts';
import type { Kitchen } from './kitchen-state.ts';

export type OpenSheet =
  | { readonly kind: 'recent' | 'sold-out' | 'device' | 'keys' | 'sign-in' }
  | { readonly kind: 'course'; readonly orderId: OrderId };

export interface KitchenSheetsProps {
  readonly sheet: OpenSheet | null;
  readonly kitchen: Kitchen;
  readonly stationId: StationId | null;
  readonly words: MenuWords;
  readonly acts: Acts;
  readonly device: DeviceKeeper;
  readonly sign: Sign;
  readonly onClose: () => void;
}

const TITLES = {
  recent: 'kitchen.recent',
  'sold-out': 'kitchen.soldout',
  device: 'kitchen.device',
  keys: 'kitchen.keys',
  'sign-in': 'kitchen.expiry.go',
  course: 'kitchen.hold',
} as const satisfies Record<OpenSheet['kind'], string>;

/** While none is open, nothing that happens in the kitchen concerns it. */
export const KitchenSheets = memo(Sheets, (before, next) => before.sheet === null && next.sheet === null);

function Sheets(props: KitchenSheetsProps) {
  const { sheet, onClose } = props;
  const { t } = useT();
  // While it leaves, the sheet keeps its title.
  const last = useRef<OpenSheet['kind']>('device');
  if (sheet) last.current = sheet.kind;
  return (
    <Sheet
      open={sheet !== null}
      place={sheet?.kind === 'keys' || sheet?.kind === 'sign-in' ? 'centre' : 'side'}
      title={t(TITLES[last.current])}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {sheet && <div className={parts.content}>{contentOf(sheet, props)}</div>}
    </Sheet>
  );
}

function contentOf(sheet: OpenSheet, { kitchen, stationId, words, acts, device, sign, onClose }: KitchenSheetsProps): ReactNode {
  const rest = kitchen.stations.find(({ takesRest }) => takesRest)?.id ?? null;
  switch (sheet.kind) {
    case 'recent':
      return (
        <KitchenRecent
          stationId={stationId}
          words={words}
          onRecall={(ticket) => {
            acts.recall(ticket);
            onClose();
          }}
        />
      );
    case 'sold-out':
      return <KitchenSoldOut stationId={stationId} restId={rest} words={words} />;
    case 'device':
      return <DeviceForm device={device} sign={sign} />;
    case 'keys':
      return <KitchenKeysList />;
    case 'sign-in':
      return <SignInAgain sign={sign} onDone={onClose} />;
    case 'course': {
      const ticket = kitchen.tickets.get(sheet.orderId);
      return (
        <KitchenCourseForm
          views={ticket ? lineViews(ticket, stationId, words, 'noted') : []}
          onHold={(itemIds, course) => {
            if (ticket) acts.hold(ticket, itemIds, course);
            onClose();
          }}
        />
      );
    }
  }
}

/** The tickets stay where they are while somebody signs in over them. */
function SignInAgain({ sign, onDone }: { readonly sign: Sign; readonly onDone: () => void }) {
  const { api, store, staff } = useStaffWork();
  return (
    <StaffSignInForm
      api={api}
      start={{ store: store.code, username: staff.username }}
      screenKey={sign.screen()?.key}
      onSignedIn={(signIn) => {
        sign.keep(signIn);
        onDone();
      }}
    />
  );
}

/** What only this screen keeps. */
function DeviceForm({ device, sign }: { readonly device: DeviceKeeper; readonly sign: Sign }) {
  const { t, locale, locales, setLocale } = useT();
  const { theme, text, allergens } = useSyncExternalStore(device.subscribe, device.snapshot);
  return (
    <>
      <Button wide onPress={() => device.put({ station: null })}>
        {t('kitchen.device.station')}
      </Button>
      <div className={parts.setting}>
        <h3 className={parts.label}>{t('ui.language')}</h3>
        <Segmented
          label={t('ui.language')}
          options={locales.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
          value={locale}
          onChange={(value) => void setLocale(value)}
        />
      </div>
      <div className={parts.setting}>
        <h3 className={parts.label}>{t('kitchen.device.theme')}</h3>
        <Segmented
          label={t('kitchen.device.theme')}
          options={(['dark', 'light'] as const).map((value) => ({ value, label: t(`kitchen.device.theme.${value}`) }))}
          value={theme}
          onChange={(value) => device.put({ theme: value })}
        />
      </div>
      <div className={parts.setting}>
        <h3 className={parts.label}>{t('kitchen.device.text')}</h3>
        <Segmented
          label={t('kitchen.device.text')}
          options={(['normal', 'large', 'largest'] as const).map((value) => ({ value, label: t(`kitchen.device.text.${value}`) }))}
          value={text}
          onChange={(value) => device.put({ text: value })}
        />
      </div>
      <Switch
        label={t('kitchen.device.allergens')}
        note={t('kitchen.device.allergens.note')}
        checked={allergens === 'always'}
        onChange={(always) => device.put({ allergens: always ? 'always' : 'noted' })}
      />
      <Button kind="quiet" wide onPress={sign.end}>
        {t('kitchen.sign-out')}
      </Button>
    </>
  );
}
