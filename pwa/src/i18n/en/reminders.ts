/** English: reminders and invitations in the app. */
import type { reminders as french } from '../fr/reminders.ts';
import type { Same } from '../text.ts';

export const reminders: Same<typeof french> = {
  'alerts.event.reminder': 'Reminder: {{ title }}',
  'alerts.event.invited': '{{ name }} invites you: {{ title }}',
  'alerts.event.moved': 'Moved: {{ title }}',
  'alerts.event.cancelled': 'Cancelled: {{ title }}',
  'alerts.event.answer': 'Answer',
  'alerts.event.join': 'Join',
  'reminder.due': '{{ title }}: {{ when }}',
  'reminder.open': 'Show',
  'notify.reminders': 'Calendar reminders',
  'notify.reminders.calendar': 'Calendar',
  'notify.reminders.mute': 'Mute the reminders of this calendar',
  'notify.reminders.mute.hint': 'On all your devices. Invitations and changes still arrive.',
  'notify.reminders.default': 'Reminder of new events',
  'notify.reminders.usual': 'As usual ({{ when }})',
  'notify.reminders.none': 'None',
  'notify.reminders.hint':
    'Your quiet hours hold reminders back; being off duty does not. A reminder also comes when SANAD is closed.',
};
