/** French: what a refused command says. */
import type { Text } from '../text.ts';

export const failures = {
  'failure.offline': 'Pas de réseau : le serveur ne répond pas. Rien n’est perdu, réessayez dans un instant.',
  'failure.not-ready': 'SANAD n’est pas encore prêt. Réessayez dans un instant.',
  'failure.unknown-person': 'Cette personne n’est plus dans l’annuaire.',
  'failure.unknown-conversation': 'Cette conversation n’est plus sur cet appareil.',
  'failure.not-member': 'Vous n’êtes plus membre de ce groupe : on ne peut plus y écrire.',
  'failure.continued': 'Ce groupe continue dans une suite : écrivez là-bas.',
  'failure.not-allowed': 'Ce n’est pas permis : réservé aux administrateurs du groupe, ou trop tard.',
  'failure.urgent-not-allowed':
    'Dans cet hôpital, votre profession n’envoie pas d’urgents. Choisissez « Important », ou appelez.',
  'failure.too-long': 'Ce message est trop long. Coupez-le en deux.',
  'failure.file-refused':
    'Ce fichier ne peut pas être joint : il est vide, trop lourd, illisible, ou il y en a déjà trop dans ce message.',
  'failure.storage-full': 'L’appareil est plein : libérez de la place, puis réessayez. Votre texte est encore ici.',
  'failure.credentials': 'Identifiant ou mot de passe incorrect.',
  'failure.pending': 'Votre compte attend encore l’accord d’un administrateur.',
  'failure.suspended': 'Votre compte est suspendu. Adressez-vous à l’administration.',
  'failure.email-taken': 'Cette adresse e-mail a déjà un compte.',
  'failure.staff-number-taken': 'Ce matricule a déjà un compte.',
  'failure.password-weak': 'Ce mot de passe est trop simple. Prenez-en un plus long.',
  'failure.first-admin-link': 'Ce lien a déjà servi ou n’est plus valable.',
  'failure.no-organisation': 'L’hôpital n’est pas encore créé ici. Demandez le lien du premier administrateur.',
  'failure.rate-limited': 'Trop d’essais. Attendez une minute avant de recommencer.',
  'failure.unavailable': 'Le serveur est momentanément indisponible. Réessayez dans un instant.',
  'failure.version': 'Cette version de SANAD est trop ancienne. Rechargez la page.',
  'failure.last-administrator': 'Vous êtes le dernier administrateur : nommez-en d’abord un autre.',
  'failure.forbidden': 'Votre compte n’a pas ce droit.',
  'failure.session': 'Votre session a expiré. Reconnectez-vous.',
  'failure.other-organisation':
    'Ce lien vient d’un autre hôpital que ce serveur. Ne continuez pas : demandez un nouveau lien à la personne qui vous invite.',
  'failure.invitation': 'Cette invitation a déjà servi, a été annulée ou a expiré.',
  'failure.invitation-too-many': 'Trop d’invitations attendent encore. Annulez-en, ou attendez qu’elles expirent.',
  'failure.unit-unknown': 'Ce service n’existe plus. Actualisez.',
  'failure.unit-place':
    'Cette place n’est pas possible : un site ne va que dans un site, rien ne va dans soi-même, et l’arbre a six niveaux au plus.',
  'failure.unit-name-taken': 'Ce nom existe déjà à cet endroit.',
  'failure.unit-too-many': 'L’arbre est plein : 2 000 services au plus.',
  'failure.announcement': 'Cette annonce n’a pas pu être vérifiée par le serveur. Rien n’est parti.',
  'failure.announcement-too-many': 'Trop d’annonces sont en cours. Terminez-en une d’abord.',
  'failure.conflict': 'Quelqu’un d’autre vient de le faire. Actualisez.',
  'failure.other': 'Le serveur a refusé (code {{ code }}).',
  'failure.forward-not-allowed': 'Les règles de ce groupe ou de l’hôpital ne laissent pas transférer ce message là-bas.',
  'failure.second-factor-required':
    'Votre hôpital demande un code à six chiffres ou une clé d’accès. Activez-en un dans « Sécurité ».',
  'failure.passkey-required':
    'Votre hôpital demande un second facteur, et le vôtre est une clé d’accès : connectez-vous avec elle.',
  'failure.shared-computer':
    'Votre hôpital ne laisse pas se connecter sur un ordinateur partagé. Servez-vous de votre propre appareil.',
  'failure.invitation-only': 'Votre hôpital n’ouvre de compte que sur invitation. Demandez-la à un administrateur.',
} as const satisfies Readonly<Record<string, Text>>;
