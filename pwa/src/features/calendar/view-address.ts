/** Which view and which day: in the address (`?view=month&date=2026-10-13`), and the view that was used last on this device. */
import { addDays, addMonths, firstOfMonth, isDay, mondayOf, weekdayOf } from './days.ts';
import { VIEWS, type ViewName } from './view.ts';

export interface Shown {
  readonly view: ViewName;
  readonly date: string;
}

const isView = (text: unknown): text is ViewName => VIEWS.some((view) => view === text);

/** Of an address that was typed wrong: what was used last, today. */
export function readShown(search: string, today: string, last: ViewName): Shown {
  const query = new URLSearchParams(search);
  const [view, date] = [query.get('view'), query.get('date')];
  return { view: isView(view) ? view : last, date: isDay(date) ? date : today };
}

/** The days that a view shows, `to` left out. */
export function rangeOf({ view, date }: Shown): { readonly from: string; readonly to: string } {
  if (view === 'day') return { from: date, to: addDays(date, 1) };
  if (view === 'week') return { from: mondayOf(date), to: addDays(mondayOf(date), 7) };
  const first = firstOfMonth(date);
  if (view === 'agenda') return { from: date, to: addMonths(date, 1) };
  const last = addDays(addMonths(first, 1), -1);
  return { from: mondayOf(first), to: addDays(last, 7 - weekdayOf(last)) };
}

/** Previous and next. */
export function step({ view, date }: Shown, by: 1 | -1): string {
  if (view === 'day') return addDays(date, by);
  return view === 'week' ? addDays(date, 7 * by) : addMonths(date, by);
}

const lastKey = 'sanad.calendar.view';
export function lastView(): ViewName {
  try {
    const stored = localStorage.getItem(lastKey);
    return isView(stored) ? stored : 'month';
  } catch {
    return 'month'; // refused storage: the self-test explains it
  }
}
export function rememberView(view: ViewName): void {
  try {
    localStorage.setItem(lastKey, view);
  } catch {
    // It holds in the address.
  }
}
