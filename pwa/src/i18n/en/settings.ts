/** English: profile and settings. */
import type { settings as french } from '../fr/settings.ts';
import type { Same } from '../text.ts';

export const settings: Same<typeof french> = {
  'settings.title': 'Profile',
  'settings.edit': 'Edit the profile',
  'settings.photo.choose': 'Choose a photo',
  'settings.photo.remove': 'Remove the photo',
  'settings.photo.hint': 'Made small on this device before it is sent.',
  'settings.photo.failed': 'This picture cannot be read. Try a JPEG or PNG photo.',
  'settings.unit': 'Unit',
  'settings.extension': 'Extension',
  'settings.languages': 'Languages spoken',
  'settings.saved': 'Profile saved.',
  'settings.saved-offline': 'Saved here; your colleagues will see it when the network is back.',
  'settings.language': 'Language',
  'settings.theme': 'Appearance',
  'settings.theme.auto': 'Automatic',
  'settings.theme.auto.hint': 'Like the device',
  'settings.theme.light': 'Light',
  'settings.theme.dark': 'Dark',
  'settings.theme.veille': 'Night watch',
  'settings.theme.veille.hint': 'For dark wards: little light, little blue',
  'settings.pick.title': 'Choose a setting',
  'settings.pick.text': 'It opens here.',
  'settings.sign-out': 'Sign out of this device',
  'settings.staff-number': 'Staff number',
  'settings.email': 'E-mail',
  'settings.name-fixed': 'Name and profession are confirmed by the administration.',
};
