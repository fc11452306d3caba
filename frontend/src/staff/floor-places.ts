import type { TablePlace } from '@tableorder/contract/tables';
import type { CSSProperties } from 'react';

/** A place in squares, as the style sheet takes it. */
export const standAt = ({ x, y, width, height }: TablePlace) =>
  ({ '--x': x, '--y': y, '--width': width, '--height': height }) as CSSProperties;
export const asLongAs = (rows: number) => ({ '--rows': rows }) as CSSProperties;
