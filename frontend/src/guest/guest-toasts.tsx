import type { ReactNode } from 'react';
import { useT } from '../i18n/guest.ts';
import { ToastProvider } from '../ui/toast.tsx';

export function GuestToasts({ children }: { readonly children: ReactNode }) {
  const { t } = useT();
  return (
    <ToastProvider label={t('ui.messages')} dismissLabel={t('ui.close')}>
      {children}
    </ToastProvider>
  );
}
