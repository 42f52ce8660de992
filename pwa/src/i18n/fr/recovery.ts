/** French: the recovery code, its card, and opening messages with it */
import type { Text } from '../text.ts';

export const recovery = {
  'recovery.title': 'Code de secours',
  'recovery.for': 'Il rouvre vos messages si vous perdez tous vos appareils, avec votre mot de passe et sans attendre personne.',
  'recovery.since': 'Valable depuis {{ when }}',
  'recovery.loading': 'Lecture de votre chaîne d’appareils…',
  'recovery.by.this': 'Fait sur cet appareil',
  'recovery.by.other': 'Fait sur « {{ label }} »',
  'recovery.by.administration': 'Fait lors d’une réinitialisation par l’administration',
  'recovery.earlier': 'Codes précédents',
  'recovery.earlier.hint': 'Ils n’ouvrent plus rien. Détruisez leurs cartes.',
  'recovery.replaced': 'Le code de secours a été remplacé {{ when }}.',
  'recovery.made': 'Établi {{ when }}, remplacé {{ until }}',
  'recovery.not-you':
    'Ce n’était pas vous ? Remplacez-le tout de suite, retirez les appareils que vous ne connaissez pas et prévenez l’administration.',
  'recovery.replace': 'Remplacer le code',
  'recovery.replace.lead':
    'L’ancien code reste valable jusqu’à ce que vous ayez recopié le nouveau. Si vous quittez avant, rien ne change.',
  'recovery.seen.title': 'Carte perdue, ou vue par quelqu’un ?',
  'recovery.seen.text': 'Remplacez le code : l’ancien n’ouvre plus rien, et vos clés sont renouvelées.',
  'recovery.offline': 'Remplacer le code demande le réseau.',
  'recovery.new.title': 'Nouveau code de secours',
  'recovery.new.lead':
    'Notez-le sur papier ou imprimez la carte. Ensuite, recopiez deux groupes : alors seulement il remplace l’ancien.',
  'recovery.making': 'Préparation du code…',
  'recovery.check.lead': 'Recopiez ces deux groupes depuis votre papier. Ensuite, l’ancien code ne vaudra plus rien.',
  'recovery.check.submit': 'Remplacer le code',
  'recovery.unsure':
    'Pas de réponse du serveur. Le nouveau code est peut-être déjà enregistré : gardez les deux cartes et réessayez ici, sans quitter cette page.',
  'recovery.done.title': 'Nouveau code enregistré',
  'recovery.done.text': 'Il est valable dès maintenant. Détruisez l’ancienne carte : elle n’ouvre plus rien.',
  'recovery.done.back': 'Terminé',
  'recovery.superseded.title': 'Un autre appareil a été plus rapide',
  'recovery.superseded.text':
    'Un autre de vos appareils a remplacé le code au même moment. La carte faite ici ne vaut rien : détruisez-la et gardez celle de l’autre appareil.',
  'recovery.superseded.again': 'Faire un autre code',
  'card.recovery': 'Code de secours',
  'card.break-glass': 'Clé de secours de l’hôpital',
  'card.hospital': 'Hôpital',
  'card.person': 'Nom',
  'card.made': 'Établi le {{ date }}',
  'card.recovery.for':
    'Rouvre vos messages SANAD sur un nouvel appareil, avec votre mot de passe. Un code plus récent remplace celui-ci.',
  'card.recovery.keep':
    'Gardez cette carte sous clé, loin de vos appareils. Ne la photographiez pas et ne la montrez à personne, pas même à l’administration.',
  'card.break-glass.for':
    'Rend la main à l’hôpital si plus aucun administrateur n’a d’appareil. Elle n’ouvre les messages de personne.',
  'card.break-glass.keep': 'À conserver au coffre de la direction, sous enveloppe scellée. Toute ouverture doit être consignée.',
  'recover.scan': 'Scanner la carte',
  'recover.scan.hint': 'La caméra ne sert qu’à lire le code QR de la carte. Aucune image n’est gardée ni envoyée.',
  'recover.scan.aim': 'Visez le code QR de votre carte.',
  'recover.scan.other': 'Ce code QR n’est pas celui d’un code de secours.',
  'recover.or-type': 'Ou tapez le code',
  'recover.code.missing': {
    one: 'Il manque {{ count }} caractère. Comparez chaque groupe avec votre carte.',
    other: 'Il manque {{ count }} caractères. Comparez chaque groupe avec votre carte.',
  },
  'recover.code.too-many': {
    one: 'Il y a {{ count }} caractère de trop. Comparez chaque groupe avec votre carte.',
    other: 'Il y a {{ count }} caractères de trop. Comparez chaque groupe avec votre carte.',
  },
  'recover.code.letter':
    'Le groupe {{ group }} contient la lettre {{ letter }}, qu’aucun code ne contient. Relisez ce groupe sur votre carte.',
  'recover.mistyped.group':
    'Le groupe {{ group }} semble mal recopié. Relisez-le sur votre carte, puis les autres s’il est juste.',
  'recover.spent.title': 'Ce code a été remplacé {{ when }}.',
  'recover.spent.text': 'Il n’ouvre plus rien. Utilisez la carte la plus récente, celle qui a été faite ce jour-là ou après.',
  'recover.wrong.title': 'Ce code est bien recopié, mais il n’a jamais été le vôtre.',
  'recover.wrong.text': 'C’est peut-être la carte d’un collègue : cherchez celle qui porte votre nom.',
  'recover.break-glass.title': 'C’est la clé de secours de l’hôpital, pas votre code.',
  'recover.break-glass.text':
    'Elle n’ouvre les messages de personne. Remettez-la à la direction et dites qu’elle a été sortie, puis cherchez la carte à votre nom.',
  'recover.no-card':
    'Pas de bonne carte ? Choisissez une autre façon : un autre appareil à vous, ou une nouvelle identité confirmée par l’administration.',
} as const satisfies Readonly<Record<string, Text>>;
