import type { BodyOf, ReplyOf } from '@tableorder/contract/endpoint';
import { changeSettings, type readSettings } from '@tableorder/contract/settings';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useToasts } from '../../ui/toast.tsx';

export type ShopSettings = NonNullable<ReplyOf<typeof readSettings>>;
export type SettingsChange = BodyOf<typeof changeSettings>;

/**
 * One section as it is being changed: what was typed stays until it is saved or taken back, whatever others change meanwhile;
 * an untouched section shows what holds now.
 */
export function useSection<D>(title: string, present: D, wire: (draft: D) => SettingsChange) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const queries = useQueryClient();
  const [changed, setChanged] = useState<D | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const draft = changed ?? present;
  const isChanged = changed !== null && JSON.stringify(changed) !== JSON.stringify(present);
  const save = async () => {
    if (busy || !isChanged) return;
    setBusy(true);
    setRefusal(null);
    try {
      const { body } = await api.call(changeSettings, { body: wire(draft) });
      queries.setQueryData(['settings'], body);
      setChanged(null);
      show({ tone: 'good', text: t('staff.settings.saved', { section: title }) });
    } catch (failure) {
      if (!isFromTheLine(failure)) throw failure;
      setRefusal(sayFailure(t, failure));
    } finally {
      setBusy(false);
    }
  };
  return {
    title,
    draft,
    isChanged,
    busy,
    refusal,
    put: (change: Partial<D>) => setChanged({ ...draft, ...change }),
    save,
    discard: () => {
      setChanged(null);
      setRefusal(null);
    },
  };
}
