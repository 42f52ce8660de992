/** English: the directory. */
import type { people as french } from '../fr/people.ts';
import type { Same } from '../text.ts';

export const people: Same<typeof french> = {
  'people.title': 'Directory',
  'people.new': 'New message',
  'people.search': 'Name, unit, profession',
  'people.all': 'All',
  'people.my-unit': 'My unit',
  'people.doctors': 'Doctors',
  'people.nurses': 'Nurses',
  'people.write-to': 'Write to {{ name }}',
  'people.write': 'Write',
  'people.card': 'Card',
  'people.extension': 'Extension',
  'people.languages': 'Speaks',
  'people.reachable': 'Reachable by notification',
  'people.reachable.yes': 'Yes',
  'people.reachable.no': 'No',
  'people.unreachable.text':
    'None of their devices received a notification for eight days. Ask them to open Profile, then Notifications and sounds.',
  'people.unit': 'Unit',
  'people.unverified.text': 'No administrator has confirmed this identity: nobody can write to it.',
  'people.empty.title': 'Empty directory',
  'people.empty.text': 'Approved colleagues will appear here, also offline.',
  'people.none.title': 'Nobody matches',
  'people.none.text': 'The search looks at name, unit, profession and extension.',
  'people.unknown.title': 'Nobody found',
  'people.unknown.text': 'This person is not in the directory of this device.',
  'people.pick.title': 'Choose somebody',
  'people.pick.text': 'Their card opens here.',
  'people.mute-archive': 'Mute, archive',
};
