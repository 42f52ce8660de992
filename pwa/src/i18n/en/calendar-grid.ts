/** English: hours and days of the calendar, moving events. */
import type { calendarGrid as french } from '../fr/calendar-grid.ts';
import type { Same } from '../text.ts';

export const calendarGrid: Same<typeof french> = {
  'move.done': 'Moved: {{ when }}',
  'move.done-offline': 'Moved here: {{ when }}. It leaves when the network is back.',
  'move.undone': 'Put back.',
  'grid.hour': 'Hour',
  'grid.all-day': 'All day',
  'grid.cell': '{{ day }}, {{ time }}',
  'grid.cell.day': '{{ day }}, all day',
  'grid.open-day': '{{ day }}: open the day',
  'grid.calendar': 'calendar {{ name }}',
  'grid.continued': 'continued',
  'grid.hours': '{{ from }} – {{ to }}',
  'grid.until': '… until {{ time }}',
  'grid.from-on': '{{ time }} →',
  'grid.more': { one: 'Show {{ count }} more', other: 'Show {{ count }} more' },
  'grid.less': 'Show fewer',
  'grid.hint':
    'Arrows: from hour to hour, through events, and from day to day. Page down or up: the week. Enter: open, or make an event at this hour. Space on an event: move it.',
  'grid.lifted': '{{ title }}: arrows to move, Shift and arrows for the end, Enter to keep, Escape to leave it.',
  'grid.left': 'Left where it was.',
  'grid.fixed': 'You cannot move this event.',
};
