/** Arabic: hours and days of the calendar, moving events. */
import type { calendarGrid as french } from '../fr/calendar-grid.ts';
import type { Same } from '../text.ts';

export const calendarGrid: Same<typeof french> = {
  'move.done': 'نُقل: {{ when }}',
  'move.done-offline': 'نُقل هنا: {{ when }}. سيُرسل عند عودة الشبكة.',
  'move.undone': 'أُعيد إلى مكانه.',
};
