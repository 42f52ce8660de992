/** French: the directory. */
import type { Text } from '../text.ts';

export const people = {
  'people.title': 'Annuaire',
  'people.new': 'Nouveau message',
  'people.search': 'Nom, service, fonction',
  'people.all': 'Tous',
  'people.my-unit': 'Mon service',
  'people.doctors': 'Médecins',
  'people.nurses': 'Infirmiers',
  'people.write-to': 'Écrire à {{ name }}',
  'people.write': 'Écrire',
  'people.card': 'Fiche',
  'people.extension': 'Poste interne',
  'people.languages': 'Parle',
  'people.reachable': 'Joignable par notification',
  'people.reachable.yes': 'Oui',
  'people.reachable.no': 'Non',
  'people.unreachable.text':
    'Aucun de ses appareils n’a reçu de notification depuis huit jours. Demandez-lui d’ouvrir Profil, puis Notifications et sons.',
  'people.unit': 'Service',
  'people.unverified.text': 'Aucun administrateur n’a confirmé cette identité : on ne peut pas lui écrire.',
  'people.empty.title': 'Annuaire vide',
  'people.empty.text': 'Les collègues approuvés s’afficheront ici, y compris hors ligne.',
  'people.none.title': 'Personne ne correspond',
  'people.none.text': 'La recherche porte sur le nom, le service, la fonction et le poste.',
  'people.unknown.title': 'Personne introuvable',
  'people.unknown.text': 'Cette personne n’est pas dans l’annuaire de cet appareil.',
  'people.pick.title': 'Choisissez une personne',
  'people.pick.text': 'Sa fiche s’affiche ici.',
  'people.mute-archive': 'Muet, archiver',
} as const satisfies Readonly<Record<string, Text>>;
