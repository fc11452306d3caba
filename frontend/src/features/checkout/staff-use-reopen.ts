import { reopenSession } from '@tableorder/contract/checkout';
import type { SessionId } from '@tableorder/contract/ids';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useToasts } from '../../ui/toast.tsx';

/** Takes a close back, and says what became of it. */
export function useReopen(onReopened: () => void): (sessionId: SessionId, place: string) => Promise<void> {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  return async (sessionId, place) => {
    try {
      await api.call(reopenSession, { params: { sessionId } });
      show({ tone: 'good', text: t('staff.reopen.done', { place }) });
      onReopened();
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
}
