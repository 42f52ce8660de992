/** French: the calendar: months, weeks, days, lists. */
export const calendar = {
  'nav.calendar': 'Agenda',
  'calendar.title': 'Agenda',
} as const;
