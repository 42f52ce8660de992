/** English: hours and days of the calendar, moving events. */
import type { calendarGrid as french } from '../fr/calendar-grid.ts';
import type { Same } from '../text.ts';

export const calendarGrid: Same<typeof french> = {
  'move.done': 'Moved: {{ when }}',
  'move.done-offline': 'Moved here: {{ when }}. It leaves when the network is back.',
  'move.undone': 'Put back.',
};
