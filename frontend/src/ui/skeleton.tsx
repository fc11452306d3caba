import styles from './skeleton.module.css';

export interface SkeletonProps {
  readonly shape?: 'line' | 'title' | 'block' | 'circle' | undefined;
  /** Any CSS length; the shape of what comes. */
  readonly width?: string | undefined;
  readonly height?: string | undefined;
}

export const Skeleton = ({ shape = 'line', width, height }: SkeletonProps) => (
  <span className={`${styles.skeleton} ${styles[shape]}`} style={{ width, height }} aria-hidden="true" />
);
