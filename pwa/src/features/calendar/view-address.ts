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

/** Days of a week: from Monday, or where they are fewer (on a phone) from the day that it is about. */
export const weekOf = (date: string, days: number): { readonly from: string; readonly to: string } => {
  const from = days === 7 ? mondayOf(date) : date;
  return { from, to: addDays(from, days) };
};
/** The days that a view shows, `to` left out. */
export function rangeOf({ view, date }: Shown, weekDays = 7): { readonly from: string; readonly to: string } {
  if (view === 'day') return { from: date, to: addDays(date, 1) };
  if (view === 'week') return weekOf(date, weekDays);
  const first = firstOfMonth(date);
  if (view === 'agenda') return { from: date, to: addMonths(date, 1) };
  const last = addDays(addMonths(first, 1), -1);
  return { from: mondayOf(first), to: addDays(last, 7 - weekdayOf(last)) };
}

/** The query with which a day is on the screen: as it is where it is there already, otherwise of that day, in the same view. */
export function searchShowing(day: string, search: string, today: string, weekDays = 7, last = lastView()): string {
  const { from, to } = rangeOf(readShown(search, today, last), weekDays);
  if (from <= day && day < to) return search;
  return withDay(new URLSearchParams(search), day, today);
}
/** The query that shows this, with whatever else is in it. */
export function searchFor({ view, date }: Shown, search: string, today: string): string {
  const query = new URLSearchParams(search);
  query.set('view', view);
  return withDay(query, date, today);
}
function withDay(query: URLSearchParams, day: string, today: string): string {
  if (day === today) query.delete('date');
  else query.set('date', day);
  return `?${query}`;
}

/** Previous and next. */
export function step({ view, date }: Shown, by: 1 | -1, weekDays = 7): string {
  if (view === 'day') return addDays(date, by);
  return view === 'week' ? addDays(date, weekDays * by) : addMonths(date, by);
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
