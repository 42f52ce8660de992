/** French: the shared computer of a ward. */
import type { Text } from '../text.ts';

export const shared = {
  'shared.choice': 'Ordinateur partagé du service',
  'shared.choice.hint':
    'Plusieurs collègues s’en servent. Il se verrouille après 2 minutes ; chacun y ouvre ses messages avec son propre code PIN.',
  'shared.is-shared': 'Cet ordinateur est partagé par le service : il se verrouille après 2 minutes.',
  'shared.passing': 'Ne rien laisser ici',
  'shared.passing.hint':
    'Vos messages ne sont gardés qu’en mémoire et s’effacent quand vous partez. Chaque fois, il faudra votre téléphone ou votre code de secours.',
  'shared.title': 'Ordinateur du service',
  'shared.who': 'Qui êtes-vous ?',
  'shared.who.hint': 'Ordinateur partagé du service. Chacun ouvre ses messages avec son propre code.',
  'shared.people': 'Personnes qui ont leurs messages ici',
  'shared.other': 'Une autre personne',
  'shared.own': 'Cet ordinateur n’est plus partagé',
  'shared.emptied':
    'Trop de codes faux : les messages que cette personne gardait ici ont été effacés. Rien n’a changé pour les autres.',
  'shared.lock': 'Verrouiller',
  'shared.leave': 'Quitter',
  'shared.change': 'Changer de personne',
  'shared.secret.pin': 'Code PIN',
  'shared.secret.show': 'Afficher le code',
  'shared.secret.hide': 'Masquer le code',
  'shared.lock-stays':
    'Sur un ordinateur partagé, le verrouillage reste activé : sans lui, vos collègues liraient vos messages. Pour ne plus les garder ici, déconnectez-vous.',
  'shared.first.title': 'Choisissez un code PIN',
  'shared.first.lead':
    'D’autres se servent de cet ordinateur : vos messages s’y ouvrent avec un code que vous seul connaissez. Il ne quitte pas cet ordinateur.',
  'shared.first.hint': 'De {{ min }} à {{ max }} chiffres. Évitez les dates et les suites comme 123456.',
  'shared.first.again': 'Le même code, encore une fois',
  'shared.first.submit': 'Enregistrer le code',
  'shared.first.malformed': 'Il faut de {{ min }} à {{ max }} chiffres.',
  'shared.first.guessable': 'Ce code se devine trop vite. Choisissez-en un autre.',
  'shared.first.differ': 'Les deux codes ne sont pas les mêmes.',
  'shared.first.failed': 'Le code n’a pas pu être enregistré. Fermez les autres fenêtres de SANAD, puis réessayez.',
  'shared.device.shared': 'Ordinateur partagé',
  'shared.device.passing': 'Poste de passage',
} as const satisfies Readonly<Record<string, Text>>;
