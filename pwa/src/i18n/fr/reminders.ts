/** French: reminders and invitations in the app. */
import type { Text } from '../text.ts';

export const reminders = {
  'alerts.event.reminder': 'Rappel : {{ title }}',
  'alerts.event.invited': '{{ name }} vous invite : {{ title }}',
  'alerts.event.moved': 'Déplacé : {{ title }}',
  'alerts.event.cancelled': 'Annulé : {{ title }}',
  'alerts.event.answer': 'Répondre',
  'alerts.event.join': 'Rejoindre',
  'reminder.due': '{{ title }} : {{ when }}',
  'reminder.open': 'Voir',
  'notify.reminders': 'Rappels de l’agenda',
  'notify.reminders.calendar': 'Agenda',
  'notify.reminders.mute': 'Couper les rappels de cet agenda',
  'notify.reminders.mute.hint': 'Sur tous vos appareils. Les invitations et les changements arrivent quand même.',
  'notify.reminders.default': 'Rappel des nouveaux événements',
  'notify.reminders.usual': 'Comme d’habitude ({{ when }})',
  'notify.reminders.none': 'Aucun',
  'notify.reminders.hint':
    'Vos heures calmes retiennent les rappels ; être hors garde ne les retient pas. Un rappel arrive aussi quand SANAD est fermé.',
} as const satisfies Record<string, Text>;
