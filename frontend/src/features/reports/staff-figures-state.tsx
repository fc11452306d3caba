import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './staff-figures.module.css';

export interface StaffFiguresStateProps<T> {
  readonly of: UseQueryResult<T | null>;
  readonly children: (figures: T) => ReactNode;
}

/** Figures as they come: the shape of them first, what is wrong if they do not. */
export function StaffFiguresState<T>({ of, children }: StaffFiguresStateProps<T>) {
  const { t } = useT();
  if (of.data !== null && of.data !== undefined) return children(of.data);
  if (of.isError) {
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, of.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void of.refetch()}
        busy={of.isFetching}
      />
    );
  }
  if (!of.isFetching) return null;
  return (
    <div className={styles.view} role="status" aria-label={t('ui.loading')}>
      <Skeleton shape="block" height="128px" />
      <Skeleton shape="block" height="260px" />
    </div>
  );
}
