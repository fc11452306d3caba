import { StaffMenu } from '../features/menu/staff-menu.tsx';
import { useT } from '../i18n/staff.ts';
import { Page } from './page.tsx';

export function MenuScreen() {
  const { t } = useT();
  return (
    <StaffMenu
      frame={(acts, content) => (
        <Page title={t('staff.menu.title')} actions={acts}>
          {content}
        </Page>
      )}
    />
  );
}
