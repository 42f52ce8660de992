/** Arabic: the calendar: months, weeks, days, lists. */
import type { calendar as french } from '../fr/calendar.ts';
import type { Same } from '../text.ts';

export const calendar: Same<typeof french> = {
  'nav.calendar': 'الأجندة',
  'calendar.title': 'الأجندة',
};
