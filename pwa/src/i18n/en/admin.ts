/** English: the administration. */
import type { admin as french } from '../fr/admin.ts';
import type { Same } from '../text.ts';

export const admin: Same<typeof french> = {
  'admin.title': 'Administration',
  'admin.sections': 'Sections of the administration',
  'admin.accounts': 'Accounts',
  'admin.usage': 'Usage',
  'admin.audit': 'Log',
  'admin.hospital': 'Hospital',
  'admin.offline.title': 'Administration needs a connection',
  'admin.offline.text':
    'Accounts, roles and the log are never copied to this device. Your messages, the calendar and duty remain available offline.',
  'admin.offline.messages': 'Go to messages',
};
