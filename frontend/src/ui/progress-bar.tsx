import styles from './progress-bar.module.css';

export type ProgressBarProps = { readonly label: string } & (
  | { /** Runs out by itself in this time, then says so. */ readonly durationMs: number; readonly onDone?: (() => void) | undefined }
  | { /** 0–100, of something under way. */ readonly percent: number }
);

export function ProgressBar(props: ProgressBarProps) {
  if ('percent' in props) {
    return (
      <div
        className={styles.track}
        role="progressbar"
        aria-label={props.label}
        aria-valuenow={props.percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={styles.fill} style={{ width: `${props.percent}%` }} />
      </div>
    );
  }
  return (
    <div className={styles.track} role="progressbar" aria-label={props.label}>
      <div className={styles.running} style={{ animationDuration: `${props.durationMs}ms` }} onAnimationEnd={props.onDone} />
    </div>
  );
}
