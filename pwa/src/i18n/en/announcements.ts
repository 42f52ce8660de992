/** English: what is said to everybody or to a unit. */
import type { announcements as french } from '../fr/announcements.ts';
import type { Same } from '../text.ts';

export const announcements: Same<typeof french> = {
  'announcements.title': 'Announcements',
  'announcements.row': 'Tell something to a unit or to everybody',
  'announcements.lead':
    'An announcement shows at the top of everybody’s messages until its last day. One sees how many have it and read it, never who.',
  'announcements.write': 'Write an announcement',
  'announcements.none': 'No announcement',
  'announcements.none.text': 'Announcements that were sent show here, with how many read them.',
  'announcements.clear': 'Not end-to-end encrypted.',
  'announcements.clear.text': 'The hospital’s server can read an announcement. Write nothing about a patient in it.',
  'announcements.for': 'For',
  'announcements.for.hint': 'A unit with everything below it.',
  'announcements.everybody': 'the whole hospital',
  'announcements.to': 'for {{ unit }}',
  'announcements.heading': 'Title',
  'announcements.text': 'Text',
  'announcements.text.hint': 'No patient data. 2,000 characters at most.',
  'announcements.days': 'Shown for',
  'announcements.asks': 'Ask for “I have read it”',
  'announcements.asks.hint': 'Everybody confirms, also offline.',
  'announcements.sure': 'Send this announcement?',
  'announcements.sure.text':
    'It shows at once for {{ unit }}, for {{ days }}, under your name. It cannot be corrected: it is ended, and another one written.',
  'announcements.correct': 'Correct it',
  'announcements.send': 'Send the announcement',
  'announcements.sent': 'Announcement sent.',
  'announcements.until': 'until {{ date }}',
  'announcements.over': 'over since {{ date }}',
  'announcements.ended': 'ended {{ date }}',
  'announcements.counts': {
    one: 'Received by {{ told }}, read by {{ read }}, of {{ count }} person',
    other: 'Received by {{ told }}, read by {{ read }}, of {{ count }} people',
  },
  'announcements.counts.told': {
    one: 'Received by {{ told }} of {{ count }} person',
    other: 'Received by {{ told }} of {{ count }} people',
  },
  'announcements.by-unit': 'By unit',
  'announcements.people': 'People',
  'announcements.told': 'Received',
  'announcements.acknowledged': 'Read',
  'announcements.others': 'Small units and others',
  'announcements.others.hint': 'A unit of fewer than five people is counted together with others.',
  'announcements.end': 'End it',
  'announcements.end.title': 'End this announcement?',
  'announcements.end.text':
    'It goes from all devices as soon as they are connected. This cannot be undone, but you can write another one.',
  'announcements.end.done': 'Announcement ended.',
  'announcements.from.unknown': 'Administration',
  'announcements.acknowledge': 'I have read it',
  'announcements.hide': 'Put away',
  'announcements.read': 'Read',
  'announcements.hidden': 'Put away',
};
