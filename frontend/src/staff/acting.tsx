import { lockScreen } from '@tableorder/contract/people';
import { readSettings } from '@tableorder/contract/settings';
import { useQuery } from '@tanstack/react-query';
import Lock from 'lucide-react/icons/lock';
import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import type { Sign } from '../features/access/staff-sign.ts';
import { useT } from '../i18n/staff.ts';
import { isFromTheLine } from '../lib/api-problem.ts';
import { now } from '../lib/clock.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './acting.module.css';
import { useLive } from './live.tsx';

const LockContext = createContext<(() => void) | null>(null);
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;
const LOOK_MS = 1_000;

/** Locks the screen by the button, or by itself when nobody touched it as long as the shop says. */
export function LockProvider({ sign, children }: { readonly sign: Sign; readonly children: ReactNode }) {
  const { api } = useStaffWork();
  const { steps } = useLive();
  const lock = useCallback(() => {
    steps.flush();
    api
      .call(lockScreen)
      // Unreachable or dead already: this device forgets the token all the same, and it runs out by itself.
      .catch((failure: unknown) => {
        if (!isFromTheLine(failure)) throw failure;
      })
      .finally(sign.end);
  }, [api, steps, sign]);
  const settings = useQuery({ queryKey: ['settings'], queryFn: async () => (await api.call(readSettings)).body, staleTime: 60_000 });
  useIdle(settings.data?.settings.lockAfterMinutes ?? null, lock);
  return <LockContext value={lock}>{children}</LockContext>;
}

function useIdle(minutes: number | null, lock: () => void): void {
  useEffect(() => {
    if (minutes === null) return;
    let touchedAt = now();
    const touch = () => {
      touchedAt = now();
    };
    for (const one of TOUCHES) window.addEventListener(one, touch, { capture: true, passive: true });
    const look = setInterval(() => now() - touchedAt >= minutes * 60_000 && lock(), LOOK_MS);
    return () => {
      clearInterval(look);
      for (const one of TOUCHES) window.removeEventListener(one, touch, { capture: true });
    };
  }, [minutes, lock]);
}

/** Who works at this screen now, the way to their account, and the lock. */
export function ActingPerson() {
  const { t } = useT();
  const { staff } = useStaffWork();
  const lock = useContext(LockContext);
  const [, go] = useLocation();
  if (lock === null) return null;
  return (
    <div className={styles.acting}>
      <Link to="/me" className={styles.person} aria-label={t('staff.me.acting.say', { name: staff.username })}>
        {/* Drawn by the style: a letter for the eye only, which is no part of the name. */}
        <span className={styles.initial} data-initial={[...staff.username][0]?.toUpperCase()} aria-hidden="true" />
        <span className={styles.name}>{staff.username}</span>
      </Link>
      <IconButton
        label={t('staff.lock.go')}
        icon={<Lock aria-hidden="true" />}
        onPress={() => {
          lock();
          // Whoever comes next begins at the board, not where this person stood.
          go('/');
        }}
      />
    </div>
  );
}
