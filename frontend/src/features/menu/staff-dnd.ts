import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useT } from '../../i18n/staff.ts';

/** A place that takes what is dropped on it, told from the rows by its name. */
const PLACE = 'place:';
export const placeId = (id: string): string => `${PLACE}${id}`;
export const placeOf = (id: UniqueIdentifier | undefined): string | null => {
  const text = String(id ?? '');
  return text.startsWith(PLACE) ? text.slice(PLACE.length) : null;
};

/** A finger or mouse takes a row after a few pixels, so that a tap stays a tap; the keyboard with space and arrows. */
export const useDragSensors = () =>
  useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );

const cornersApart = (a: { top: number; left: number }, b: { top: number; left: number }) => Math.hypot(a.top - b.top, a.left - b.left);

/** Under the pointer a category takes it, else the nearest row; by keyboard whatever it was sent to. */
export const rowOrPlace: CollisionDetection = (given) => {
  if (given.pointerCoordinates) {
    const places = pointerWithin(given).filter(({ id }) => placeOf(id) !== null);
    if (places.length > 0) return places;
    return closestCenter({ ...given, droppableContainers: given.droppableContainers.filter(({ id }) => placeOf(id) === null) });
  }
  const near = given.droppableContainers.flatMap((container) => {
    const rect = given.droppableRects.get(container.id);
    return rect ? [{ id: container.id, data: { droppableContainer: container, value: cornersApart(rect, given.collisionRect) } }] : [];
  });
  return near.sort((a, b) => a.data.value - b.data.value).slice(0, 1);
};

/** What a screen reader says while something is carried. `nameOf` gives a row's or category's name, `placeOf` its number among its rows. */
export function useDragWords(nameOf: (id: UniqueIdentifier) => string, numberOf: (id: UniqueIdentifier) => number, count: number) {
  const { t } = useT();
  const where = (active: UniqueIdentifier, over: UniqueIdentifier | undefined) => {
    if (over === undefined) return t('staff.menu.drag.nowhere', { name: nameOf(active) });
    return placeOf(over) === null
      ? t('staff.menu.drag.over', { name: nameOf(active), number: String(numberOf(over)), count: String(count) })
      : t('staff.menu.drag.over-category', { name: nameOf(active), category: nameOf(over) });
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('staff.menu.drag.start', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }) => where(active.id, over?.id),
    onDragEnd: ({ active, over }) => `${where(active.id, over?.id)} ${t('staff.menu.drag.end')}`,
    onDragCancel: ({ active }) => t('staff.menu.drag.cancel', { name: nameOf(active.id) }),
  };
  return { announcements, screenReaderInstructions: { draggable: t('staff.menu.drag.how') } };
}
