import type { ComponentProps, ReactNode } from 'react';
import styles from './card.module.css';
import { classNames } from './class-names.ts';

export interface CardProps extends Pick<ComponentProps<'div'>, 'id' | 'aria-label' | 'aria-labelledby' | 'aria-describedby'> {
  readonly children: ReactNode;
  readonly as?: 'div' | 'article' | 'section' | 'li' | undefined;
  /** Makes the whole card one button. Nothing pressable may stand in it then. */
  readonly onPress?: (() => void) | undefined;
  /** `fresh` is brighter, for what has just come; `waiting` marks what waits for someone; `faded` is past or sold out. */
  readonly tone?: 'plain' | 'fresh' | 'waiting' | 'faded' | undefined;
  /** Without inner space, for a picture up to the edge. */
  readonly flush?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

export function Card({ children, as: Element = 'div', onPress, tone = 'plain', flush, disabled, ...rest }: CardProps) {
  const looks = classNames(styles.card, styles[tone], flush && styles.flush);
  if (onPress === undefined) {
    return (
      <Element {...rest} className={looks}>
        {children}
      </Element>
    );
  }
  const button = (
    <button {...rest} type="button" className={classNames(looks, styles.pressable)} disabled={disabled} onClick={() => onPress()}>
      {children}
    </button>
  );
  return Element === 'div' ? button : <Element className={styles.holder}>{button}</Element>;
}
