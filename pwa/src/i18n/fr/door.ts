/** French: the screens before the conversations, and leaving them. */
import type { Text } from '../text.ts';

export const door = {
  'sign-in.title': 'Connexion',
  'sign-in.hello': 'Bonjour.',
  'sign-in.lead': 'Identifiez-vous avec votre compte de l’hôpital.',
  'sign-in.login': 'E-mail ou matricule',
  'sign-in.password': 'Mot de passe',
  'sign-in.show-password': 'Afficher le mot de passe',
  'sign-in.hide-password': 'Masquer le mot de passe',
  'sign-in.submit': 'Se connecter',
  'sign-in.no-account': 'Pas encore de compte ?',
  'sign-in.ask': 'Demander un accès',
  'sign-in.about.title': 'Une messagerie pour l’hôpital',
  'sign-in.about.text':
    'Vos messages sont chiffrés sur cet appareil. Le serveur les transporte sans pouvoir les lire, et vous écrivez même sans réseau.',

  'sign-up.title': 'Demander un accès',
  'sign-up.lead': 'Un administrateur vérifie chaque demande.',
  'sign-up.first.title': 'Créer l’espace de l’hôpital',
  'sign-up.first.lead': 'Ce lien fait de vous le premier administrateur. Il ne sert qu’une fois.',
  'sign-up.first.missing': 'Ce lien est incomplet. Ouvrez-le tel qu’il s’affiche au démarrage du serveur.',
  'sign-up.step': 'Étape {{ n }} sur 3',
  'sign-up.you-are': 'Vous êtes',
  'sign-up.hospital': 'Nom de l’hôpital',
  'sign-up.name': 'Prénom et nom',
  'sign-up.staff-number': 'Matricule',
  'sign-up.staff-number.hint': 'Il figure au dos de votre badge.',
  'sign-up.staff-number.error': 'Lettres, chiffres, tiret, point ou barre oblique.',
  'sign-up.email': 'E-mail',
  'sign-up.email.error': 'Cette adresse n’est pas valable. Exemple : nom@hopital.tn',
  'sign-up.unit': 'Service',
  'sign-up.unit.hint': 'Par exemple Maternité, Réanimation, Bloc opératoire.',
  'sign-up.password': 'Mot de passe',
  'sign-up.password.hint': { one: 'Au moins {{ count }} caractère.', other: 'Au moins {{ count }} caractères.' },
  'sign-up.required': 'À remplir.',
  'sign-up.next': 'Étape suivante : votre code de secours',
  'sign-up.preparing': 'Préparation des clés…',

  'code.title': 'Votre code de secours',
  'code.lead':
    'Il rouvre vos messages si vous perdez tous vos appareils. Notez-le sur papier, rangez-le loin de votre téléphone.',
  'code.group': 'Groupe {{ n }}',
  'code.label': 'Code de secours en sept groupes',
  'code.print': 'Imprimer',
  'code.copy': 'Copier',
  'code.copied': 'Code copié. Effacez-le du presse-papiers une fois rangé.',
  'code.qr': 'Code de secours sous forme de code QR',
  'code.only-you': 'Personne d’autre ne l’a.',
  'code.only-you.text':
    'Sans ce code et sans appareil, seul ce qui n’est qu’à vous serait perdu : l’administration et vos collègues peuvent vous rendre le reste.',
  'code.noted': 'J’ai noté les sept groupes hors de cet appareil.',
  'code.asked-next': 'Nous vous redemanderons les groupes {{ a }} et {{ b }}.',
  'code.break-glass.title': 'La clé de secours de l’hôpital',
  'code.break-glass.lead':
    'Si plus aucun administrateur n’a d’appareil, elle seule rend la main à l’hôpital. Imprimez-la et remettez-la sous enveloppe scellée à la direction.',
  'code.break-glass.label': 'Clé de secours en sept groupes',
  'code.break-glass.noted': 'La clé de secours est imprimée ou notée, hors de cet appareil.',
  'code.check.title': 'Vérifions votre code',
  'code.check.lead': 'Recopiez ces deux groupes depuis votre papier.',
  'code.check.differ': 'Ces groupes ne correspondent pas. Relisez votre papier : 0 et O, 1 et I se valent.',
  'code.check.submit': 'Envoyer ma demande',
  'code.check.submit-first': 'Créer l’espace',
  'code.check.review': 'Revoir le code',

  'pending.title': 'Demande envoyée',
  'pending.lead': 'Vous pourrez écrire dès qu’un administrateur aura confirmé votre identité.',
  'pending.sent': 'Demande envoyée',
  'pending.checking': 'Vérification par l’administration',
  'pending.checking.hint': 'Cette page s’actualise toute seule.',
  'pending.ready': 'Accès ouvert',
  'pending.ready.hint': 'Vos clés et votre code de secours sont déjà prêts sur cet appareil.',
  'pending.code.title': 'Code de comparaison',
  'pending.code.text':
    'Dites-le à l’administrateur qui vous approuve : il doit voir le même. Il prouve que la demande vient de cet appareil.',
  'pending.code.label': 'Code de comparaison : {{ code }}',
  'pending.check-now': 'Vérifier maintenant',
  'pending.not-yet': 'Pas encore approuvée.',

  'recover.title': 'Un nouvel appareil',
  'recover.code': 'Code de secours',
  'recover.code.hint': '29 caractères en 7 groupes. Majuscules, espaces et tirets sont sans importance.',
  'recover.progress': '{{ n }} caractères sur 29',
  'recover.mistyped': 'Ce code contient une faute de frappe. Comparez chaque groupe avec votre papier.',
  'recover.submit': 'Rouvrir mes messages',
  'recover.working': 'Ouverture de vos messages…',

  'unsupported.title': 'Ce navigateur ne convient pas',
  'unsupported.lead': 'SANAD garde vos clés sur l’appareil. Ici, ce n’est pas possible.',
  'unsupported.storage':
    'Le stockage est refusé, souvent à cause de la navigation privée. Ouvrez SANAD dans une fenêtre ordinaire.',
  'unsupported.key-storage':
    'Ce navigateur ne sait pas conserver une clé. Mettez-le à jour, ou désactivez le mode isolement pour ce site.',
  'unsupported.crypto':
    'Le chiffrement nécessaire manque. Il faut au moins Safari 17, Chrome 137 ou Firefox 136, et une adresse en https.',
  'unsupported.locks': 'Ce navigateur ne sait pas coordonner plusieurs onglets. Mettez-le à jour.',

  'stopped.title': 'Cet appareil n’a plus accès',
  'stopped.suspended': 'Votre compte est suspendu. Adressez-vous à l’administration.',
  'stopped.refused': 'Votre demande d’accès a été refusée. Adressez-vous à l’administration si c’est une erreur.',
  'stopped.other': 'Le serveur refuse cet appareil (code {{ code }}).',
  'stopped.kept': 'Rien n’est effacé tant que vous ne vous déconnectez pas.',

  'sign-out.title': 'Se déconnecter de cet appareil ?',
  'sign-out.text':
    'Tout ce que SANAD garde ici sera effacé. Pour revenir, il faudra votre mot de passe, puis un autre de vos appareils ou votre code de secours.',
  'sign-out.waiting': {
    one: '{{ count }} message n’est pas encore parti : il serait perdu.',
    other: '{{ count }} messages ne sont pas encore partis : ils seraient perdus.',
  },
  'sign-out.submit': 'Se déconnecter',
  'sign-out.force': 'Se déconnecter et perdre ces messages',
  'sign-out.stay': 'Rester connecté',
  'sign-up.invitation.title': 'Sur invitation seulement',
  'sign-up.invitation.text':
    'Cet hôpital n’ouvre de compte que sur invitation. Demandez-la à un administrateur ou à votre chef de service : vous recevrez un lien.',
  'sign-in.no-shared': 'Cet hôpital ne laisse pas se connecter sur un ordinateur partagé : seulement sur un appareil à vous.',
} as const satisfies Readonly<Record<string, Text>>;
