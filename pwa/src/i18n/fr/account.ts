/** French: the account as a whole, privacy, what SANAD is. */
import type { Text } from '../text.ts';

export const account = {
  'account.title': 'Compte et données',
  'account.offline': 'Sans réseau, on ne voit ni sessions ni données du serveur.',
  'account.sessions': 'Où vous êtes connecté·e',
  'account.session.this': 'Ce navigateur',
  'account.session.unknown': 'Navigateur sans appareil',
  'account.session.since': 'Depuis {{ when }}',
  'account.session.end': 'Fermer',
  'account.session.end-of': 'Fermer la session – {{ name }}',
  'account.session.ended': 'Session fermée.',
  'account.sessions.end-others': 'Fermer toutes les autres sessions',
  'account.sessions.ended': 'Les autres sessions sont fermées.',
  'account.sessions.hint':
    'Une session fermée demande à nouveau le mot de passe. Ce que l’appareil garde y reste : pour le vider, retirez l’appareil.',
  'account.sessions.devices': 'Appareils',
  'account.export': 'Vos données',
  'account.export.text':
    'Un fichier avec tout ce que le serveur garde de vous : compte, fiche, photo, appareils, sessions, chaîne de clés, invitation, jours de présence, annonces lues, et le compte de ce qui est chiffré.',
  'account.export.messages':
    'Vos messages n’y sont pas : le serveur ne peut pas les lire. Ils sont sur vos appareils, où chaque message peut être copié.',
  'account.export.submit': 'Télécharger mes données',
  'account.export.done': 'Fichier enregistré.',
  'account.erase': 'Supprimer le compte',
  'account.erase.text': 'Pour toujours. Personne ne peut le rétablir, pas même un administrateur.',
  'account.erase.open': 'Supprimer mon compte…',
  'account.erase.title': 'Supprimer votre compte ?',
  'account.erase.gone': 'Ce qui est effacé',
  'account.erase.gone.server':
    'Du serveur : nom, e-mail, matricule, mot de passe, fiche, photo, sessions, clés, notifications, réglages privés et agenda personnel.',
  'account.erase.gone.device':
    'De cet appareil : tout. Déconnectez-vous d’abord de vos autres appareils : sinon ils gardent leur copie.',
  'account.erase.kept': 'Ce que les autres gardent',
  'account.erase.kept.messages': 'Ce que vous leur avez écrit, avec votre nom, sur leurs appareils.',
  'account.erase.kept.groups':
    'Vos groupes, que vous quittez d’abord. Où vous étiez seul·e à administrer, qui en est depuis le plus longtemps prend la suite.',
  'account.erase.kept.server':
    'Sur le serveur : des messages chiffrés, une empreinte de votre nom qui ne dit plus rien, et la ligne du journal.',
  'account.erase.waiting': {
    one: '{{ count }} message n’est pas encore parti : il serait perdu.',
    other: '{{ count }} messages ne sont pas encore partis : ils seraient perdus.',
  },
  'account.erase.password': 'Votre mot de passe',
  'account.erase.submit': 'Supprimer pour toujours',
  'account.erase.stay': 'Garder mon compte',
  'account.erase.offline': 'Sans réseau, le compte ne peut pas être supprimé.',

  'privacy.title': 'Confidentialité',
  'privacy.presence': 'Montrer que je suis là',
  'privacy.presence.on': 'Votre présence est visible',
  'privacy.presence.off': 'Votre présence est cachée',
  'privacy.reads': 'Montrer ce que j’ai lu',
  'privacy.reads.on.hint': 'Qui vous écrit voit que vous avez lu, et vous le voyez des autres.',
  'privacy.reads.off.hint':
    'Les autres voient que c’est arrivé sur votre appareil, pas que vous l’avez lu ; vous non plus ne le voyez pas. Ce qui a été montré avant le reste.',
  'privacy.reads.urgent':
    'Vos réponses aux messages urgents (je m’en charge, je ne peux pas) sont toujours envoyées. Vos autres appareils savent toujours ce que vous avez lu.',
  'privacy.seen': 'Ce que les autres voient de vous',
  'privacy.photo': 'Photo',
  'privacy.photo.text': 'Tous les collègues approuvés, et le serveur',
  'privacy.photo.sealed': 'Les personnes avec qui vous partagez une conversation ; le serveur ne la voit pas',
  'privacy.photo.none': 'Aucune : vos initiales',
  'privacy.details': 'Service, poste, langues, spécialités',
  'privacy.details.text': 'Tous les collègues approuvés, et le serveur',
  'privacy.email': 'E-mail et matricule',
  'privacy.email.text': 'L’administration seule',
  'privacy.previews': 'Contenu des notifications',
  'privacy.lock': 'Verrou de l’application',
  'privacy.never': 'Ce que le serveur ne voit pas',
  'privacy.never.text':
    'Vos messages, fichiers, appels, événements, noms de groupes, brouillons, phrases, favoris et réglages : ils sont chiffrés sur votre appareil. Il voit qui écrit à qui, quand et combien.',

  'about.title': 'À propos et diagnostic',
  'about.version': 'Version',
  'about.protocol': 'Protocole',
  'about.connection': 'Connexion',
  'about.connection.online': 'Connecté',
  'about.connection.connecting': 'En cours…',
  'about.connection.offline': 'Hors ligne',
  'about.server': 'Serveur',
  'about.browser': 'Navigateur',
  'about.storage': 'Stockage',
  'about.storage.of': '{{ used }} sur {{ quota }}',
  'about.waiting': 'En attente d’envoi',
  'about.spaces': 'Conversations sur cet appareil',
  'about.stopped': 'Conversations arrêtées',
  'about.clock': 'Écart d’horloge',
  'about.clock.value': '{{ seconds }} s',
  'about.copy': 'Copier le rapport',
  'about.copied': 'Rapport copié.',
  'about.report': 'Le rapport',
  'about.report.hint':
    'Pour l’informatique. Des nombres et des états : ni nom, ni adresse, ni message, ni identifiant de personne ou de conversation.',
  'about.licence': 'Logiciel libre, licence AGPL 3 ou plus récente. Aucun audit extérieur à ce jour.',
} as const satisfies Readonly<Record<string, Text>>;
