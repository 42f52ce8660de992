/** Where a key leads in a grid of days (ARIA Authoring Practices, "grid"). Arrows go as they point on the screen. */
import { addDays, addMonths, mondayOf } from '../days.ts';

/** Undefined: the key means nothing here. */
export function dayAfterKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>,
  date: string,
  isRightToLeft: boolean,
): string | undefined {
  if (event.altKey || event.metaKey) return undefined;
  const forward = isRightToLeft ? -1 : 1;
  switch (event.key) {
    case 'ArrowRight':
      return addDays(date, forward);
    case 'ArrowLeft':
      return addDays(date, -forward);
    case 'ArrowDown':
      return addDays(date, 7);
    case 'ArrowUp':
      return addDays(date, -7);
    case 'Home':
      return event.ctrlKey ? `${date.slice(0, 7)}-01` : mondayOf(date);
    case 'End':
      return event.ctrlKey ? addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1) : addDays(mondayOf(date), 6);
    case 'PageDown':
      return addMonths(date, event.shiftKey ? 12 : 1);
    case 'PageUp':
      return addMonths(date, event.shiftKey ? -12 : -1);
    default:
      return undefined;
  }
}
