/** French: said on many screens: the frame, people, priorities, delivery, the network. */
import { loadingWords } from '../loading-words.ts';
import type { Text } from '../text.ts';

export const common = {
  'common.back': 'Retour',
  'common.close': 'Fermer',
  'common.cancel': 'Annuler',
  'common.retry': 'Réessayer',
  'common.continue': 'Continuer',
  'common.save': 'Enregistrer',
  'common.search': 'Rechercher',
  'common.loading': loadingWords.fr,
  'common.skip': 'Aller au contenu',
  'common.encrypted': 'Messages chiffrés de bout en bout',
  'common.you': 'Vous',
  'common.language': 'Langue',

  'nav.main': 'Navigation principale',
  'nav.messages': 'Messages',
  'nav.directory': 'Annuaire',
  'nav.admin': 'Admin',
  'nav.settings': 'Profil',
  'nav.profile': 'Profil et réglages',
  'nav.urgents': { one: '{{ count }} urgent non lu', other: '{{ count }} urgents non lus' },

  'profession.doctor': 'Médecin',
  'profession.nurse': 'Infirmier·ère',
  'profession.administrative': 'Administration',

  'person.doctor': 'Dr {{ name }}',
  'person.gone': 'N’est plus dans l’annuaire',
  'person.unverified': 'Identité non confirmée',

  'priority.normal': 'Normal',
  'priority.medium': 'Important',
  'priority.urgent': 'Urgent',
  'priority.normal.hint': 'Pour information.',
  'priority.medium.hint': 'À lire aujourd’hui, signalé en ambre.',
  'priority.urgent.hint': 'Demande une réponse, sonne même en heures calmes.',
  'priority.title': 'Priorité',
  'priority.choose': 'Priorité : {{ name }}',
  'priority.reset': 'Revenir à normal',

  'delivery.queued': 'En attente',
  'delivery.sent': 'Envoyé',
  'delivery.delivered': 'Distribué',
  'delivery.read': 'Lu',

  'defect.title': 'SANAD s’est arrêté',
  'defect.lead': 'C’est une erreur de notre côté, pas de la vôtre. Vos messages sont gardés sur cet appareil.',
  'defect.reload': 'Recharger',

  'conn.offline': 'Hors ligne',
  'conn.connecting': 'Connexion…',
  'conn.nothing-waits': 'tout reste lisible',
  'conn.waiting': { one: '{{ count }} message en attente', other: '{{ count }} messages en attente' },
  'conn.sending': 'Envoi de {{ done }} sur {{ total }}',
  'conn.up-to-date': 'À jour',
  'conn.arrived': { one: '{{ count }} message remis à son heure', other: '{{ count }} messages remis à leur heure' },
  'conn.session-expired': 'Session expirée',
  'conn.session-expired.text': 'reconnectez-vous pour envoyer',
  'conn.suspended': 'Compte suspendu',
  'conn.suspended.text': 'lecture seule',

  'update.ready': 'Une nouvelle version est prête.',
  'update.apply': 'Mettre à jour',

  'missing.title': 'Page introuvable',
  'missing.text': 'Cette adresse ne mène nulle part dans SANAD.',
  'missing.home': 'Revenir aux messages',
} as const satisfies Readonly<Record<string, Text>>;
