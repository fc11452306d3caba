import CloudOff from 'lucide-react/icons/cloud-off';
import RotateCw from 'lucide-react/icons/rotate-cw';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

export interface ErrorStateProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly retryLabel: string;
  readonly onRetry: () => void;
  readonly busy?: boolean | undefined;
  /** The request's id, for telling staff. */
  readonly small?: string | undefined;
}

/** What could not be shown, said at once to readers too, with the way to try again. */
export function ErrorState({ title, text, retryLabel, onRetry, busy, small }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<CloudOff />}
        title={title}
        text={text}
        small={small}
        action={
          <Button icon={<RotateCw aria-hidden="true" />} busy={busy} onPress={onRetry}>
            {retryLabel}
          </Button>
        }
      />
    </div>
  );
}
