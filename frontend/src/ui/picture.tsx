import Soup from 'lucide-react/icons/soup';
import { useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './picture.module.css';

export interface PictureProps {
  /** The same picture in its widths, as the menu gives them; none shows a tinted plate. */
  readonly images: readonly { readonly width: number; readonly url: string }[];
  /** A few pixels of it as a data address: they stand there, blurred, until it comes. */
  readonly placeholder?: string | undefined;
  /** Empty when the name stands beside it. */
  readonly alt: string;
  /** How wide it stands, for choosing a file: `(min-width: 720px) 240px, 112px`. */
  readonly sizes: string;
  /** Width to height; the place is kept before the file comes. */
  readonly ratio?: '1/1' | '4/3' | '3/2' | undefined;
  /** 0–360: one hue a category, for the plate. */
  readonly hue?: number | undefined;
  /** For those in sight at first: loaded at once, `first` before anything else. */
  readonly eager?: boolean | 'first' | undefined;
  /** Sold out: greyed. */
  readonly faded?: boolean | undefined;
  readonly rounded?: boolean | undefined;
}

const PLACES = { '1/1': [4, 4], '4/3': [4, 3], '3/2': [3, 2] } as const;
const SHAPES = { '1/1': 'square', '4/3': 'table', '3/2': 'wide' } as const;
/** Classes and not a style of its own: the page's policy admits none in the HTML that the server writes. */
const HUE_STEP = 15;
const hueOf = (hue: number): string => `hue${(Math.round(hue / HUE_STEP) % (360 / HUE_STEP)) * HUE_STEP}`;

export function Picture({ images, placeholder, alt, sizes, ratio = '1/1', hue = 60, eager = false, faded, rounded }: PictureProps) {
  const [failed, setFailed] = useState(false);
  const widths = [...images].sort((a, b) => a.width - b.width);
  const middle = widths[Math.floor(widths.length / 2)];
  const [across, down] = PLACES[ratio];
  const looks = [styles[SHAPES[ratio]], styles[hueOf(hue)], faded && styles.faded, rounded && styles.rounded];
  return (
    <span className={classNames(styles.frame, ...looks)}>
      {placeholder !== undefined && <img className={styles.sketch} src={placeholder} alt="" aria-hidden="true" />}
      {middle && !failed ? (
        <img
          className={styles.image}
          src={middle.url}
          srcSet={widths.map(({ url, width }) => `${url} ${width}w`).join(', ')}
          sizes={sizes}
          width={across * 100}
          height={down * 100}
          alt={alt}
          loading={eager ? 'eager' : 'lazy'}
          fetchPriority={eager === 'first' ? 'high' : 'auto'}
          decoding="async"
          draggable={false}
          onError={() => setFailed(true)}
        />
      ) : (
        <span className={styles.plate}>
          <Soup aria-hidden="true" />
          {alt !== '' && <span className="seen-by-readers-only">{alt}</span>}
        </span>
      )}
    </span>
  );
}
