/** English: said on many screens: the frame, people, priorities, delivery, the network. */

import type { common as french } from '../fr/common.ts';
import { loadingWords } from '../loading-words.ts';
import type { Same } from '../text.ts';

export const common: Same<typeof french> = {
  'common.back': 'Back',
  'common.close': 'Close',
  'common.cancel': 'Cancel',
  'common.retry': 'Try again',
  'common.continue': 'Continue',
  'common.save': 'Save',
  'common.search': 'Search',
  'common.loading': loadingWords.en,
  'common.skip': 'Skip to content',
  'common.encrypted': 'Messages are end-to-end encrypted',
  'common.you': 'You',
  'common.language': 'Language',

  'nav.main': 'Main navigation',
  'nav.messages': 'Messages',
  'nav.directory': 'Directory',
  'nav.admin': 'Admin',
  'nav.settings': 'Profile',
  'nav.profile': 'Profile and settings',
  'nav.urgents': { one: '{{ count }} unread urgent', other: '{{ count }} unread urgents' },

  'profession.doctor': 'Doctor',
  'profession.nurse': 'Nurse',
  'profession.administrative': 'Administration',

  'person.doctor': 'Dr {{ name }}',
  'person.gone': 'No longer in the directory',
  'person.unverified': 'Identity not confirmed',

  'priority.normal': 'Normal',
  'priority.medium': 'Important',
  'priority.urgent': 'Urgent',
  'priority.normal.hint': 'For information.',
  'priority.medium.hint': 'To be read today, marked in amber.',
  'priority.urgent.hint': 'Asks for an answer, rings in quiet hours too.',
  'priority.title': 'Priority',
  'priority.choose': 'Priority: {{ name }}',
  'priority.reset': 'Back to normal',

  'delivery.queued': 'Waiting',
  'delivery.sent': 'Sent',
  'delivery.delivered': 'Delivered',
  'delivery.read': 'Read',

  'defect.title': 'SANAD has stopped',
  'defect.lead': 'This is our mistake, not yours. Your messages are kept on this device.',
  'defect.reload': 'Reload',

  'conn.offline': 'Offline',
  'conn.connecting': 'Connecting…',
  'conn.nothing-waits': 'everything stays readable',
  'conn.waiting': { one: '{{ count }} message waiting', other: '{{ count }} messages waiting' },
  'conn.sending': 'Sending {{ done }} of {{ total }}',
  'conn.up-to-date': 'Up to date',
  'conn.arrived': { one: '{{ count }} message put back at its time', other: '{{ count }} messages put back at their time' },
  'conn.session-expired': 'Session expired',
  'conn.session-expired.text': 'sign in again to send',
  'conn.suspended': 'Account suspended',
  'conn.suspended.text': 'reading only',

  'update.ready': 'A new version is ready.',
  'update.apply': 'Update',

  'missing.title': 'Page not found',
  'missing.text': 'This address leads nowhere in SANAD.',
  'missing.home': 'Back to the messages',
};
