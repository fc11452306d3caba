import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

export interface Column<R> {
  readonly key: string;
  /** Empty over what is only seen, such as bars. */
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Figures stand right and line up. */
  readonly figures?: boolean | undefined;
  /** Left out where it is narrow. */
  readonly wideOnly?: boolean | undefined;
}

export interface TableProps<R> {
  /** What the table shows; read aloud, and shown above it unless hidden. */
  readonly caption: string;
  readonly hideCaption?: boolean | undefined;
  /** The first column heads each row. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Cells of the last line, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>> | undefined;
  /** Instead of rows, when there are none. */
  readonly empty?: ReactNode;
}

/** Whether it is wider than its place: then the keys must be able to move it. */
function useScrolls() {
  const scroller = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const seen = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth));
    for (const box of [current, ...current.children]) seen.observe(box);
    return () => seen.disconnect();
  }, []);
  return { scroller, scrolls };
}

export function Table<R>({ caption, hideCaption, columns, rows, rowKey, totals, empty }: TableProps<R>) {
  const { scroller, scrolls } = useScrolls();
  const looks = (column: Column<R>) => classNames(column.figures && styles.figures, column.wideOnly && styles.wideOnly);
  return (
    <section ref={scroller} className={styles.scroller} aria-label={caption} tabIndex={scrolls ? 0 : undefined}>
      <table className={styles.table}>
        <caption className={hideCaption ? 'seen-by-readers-only' : styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.title === '' ? (
                <td key={column.key} className={looks(column)} />
              ) : (
                <th key={column.key} scope="col" className={looks(column)}>
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.key} scope="row" className={looks(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={looks(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {totals !== undefined && rows.length > 0 && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.key} className={looks(column)}>
                  {totals[column.key]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {rows.length === 0 && empty}
    </section>
  );
}
