import type { OrderItemId } from '@tableorder/contract/ids';
import { useState } from 'react';
import { useT } from '../../i18n/kitchen.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './kitchen-sheet.module.css';
import type { LineView } from './kitchen-view.rules.ts';

const COURSES = ['2', '3', '4'] as const;

export interface KitchenCourseFormProps {
  readonly views: readonly LineView[];
  readonly onHold: (itemIds: OrderItemId[], course: number) => void;
}

/** What of a ticket goes out later: the lines that nobody has begun. */
export function KitchenCourseForm({ views, onHold }: KitchenCourseFormProps) {
  const { t } = useT();
  const [course, setCourse] = useState<(typeof COURSES)[number]>('2');
  const [chosen, setChosen] = useState<readonly OrderItemId[]>([]);
  const free = views.filter(({ state }) => state === 'waiting' || state === 'held');
  if (free.length === 0) return <p className={styles.text}>{t('kitchen.hold.none')}</p>;
  return (
    <>
      <p className={styles.text}>{t('kitchen.hold.text')}</p>
      <Segmented
        label={t('kitchen.hold.course')}
        options={COURSES.map((value) => ({ value, label: t('kitchen.state.held', { course: value }) }))}
        value={course}
        onChange={setCourse}
      />
      <ul className={styles.rows}>
        {free.map(({ itemId, name, quantity }) => (
          <li key={itemId}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={chosen.includes(itemId)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...chosen, itemId] : chosen.filter((other) => other !== itemId))
                }
              />
              <span className={styles.head}>
                {quantity} × {name}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Button kind="primary" size="large" wide disabled={chosen.length === 0} onPress={() => onHold([...chosen], Number(course))}>
        {t('kitchen.hold.go', { count: chosen.length })}
      </Button>
    </>
  );
}
