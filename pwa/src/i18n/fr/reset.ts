/** French: a new identity by an administrator, for who has neither device nor code. */
import type { Text } from '../text.ts';

export const reset = {
  'recover.with-neither': 'Je n’ai ni appareil ni code',
  'recover.with-neither.hint': 'Un administrateur doit confirmer que c’est vous.',

  'reset.title': 'Sans appareil ni code',
  'reset.lead': 'Vous recevez une nouvelle identité. Voici ce que cela change.',
  'reset.confirm': 'Un administrateur confirme',
  'reset.confirm.text': 'Vous comparez ensemble un code, de vive voix ou au téléphone.',
  'reset.back': 'Vos conversations reviennent',
  'reset.back.text': 'Chacune dès qu’un·e de ses membres a confirmé que c’est bien vous.',
  'reset.lost': 'Ce qui était à vous seul·e est perdu',
  'reset.lost.text': 'Réglages, brouillons, favoris et phrases personnelles.',
  'reset.devices': 'Vos anciens appareils sont coupés',
  'reset.devices.text': 'Ils s’effacent à leur prochain contact avec le réseau. L’ancien code ne vaut plus.',
  'reset.seen': 'Tout le monde le voit',
  'reset.seen.text': 'Une ligne dans vos conversations dit que votre identité est nouvelle.',
  'reset.look': 'Cherchez d’abord.',
  'reset.look.text': 'Un de vos appareils, ou le papier du code de secours, rouvre tout sans attendre personne.',
  'reset.begin': 'Continuer sans eux',

  'resetting.title': 'Confirmation demandée',
  'resetting.lead': 'Appelez un administrateur de SANAD, ou allez le voir. Vous pouvez fermer cette page : la demande reste.',
  'resetting.lead-passing':
    'Appelez un administrateur de SANAD. Rien n’est gardé sur cet ordinateur : laissez cette page ouverte jusqu’à sa réponse.',
  'resetting.sent': 'Demande envoyée',
  'resetting.checking': 'Confirmation par un administrateur',
  'resetting.checking.hint': 'Cette page s’actualise toute seule. La demande vaut 7 jours, sur ce navigateur.',
  'resetting.ready': 'Vos conversations',
  'resetting.ready.hint': 'Elles reviennent à mesure que vos collègues confirment.',
  'resetting.code.text': 'Lisez-le à l’administrateur : il doit voir le même. S’il en voit un autre, il doit refuser.',
  'resetting.not-yet': 'Pas encore confirmée.',
  'resetting.cancel': 'Annuler la demande',
  'resetting.back': 'Choisir une autre façon',
  'resetting.refused': 'Demande refusée.',
  'resetting.refused.text': 'Un administrateur ne l’a pas confirmée. Adressez-vous à l’administration.',
  'resetting.over': 'Cette demande ne vaut plus.',
  'resetting.over.text':
    'Elle a plus de 7 jours, ou une autre a été faite depuis un autre navigateur. Si ce n’était pas vous, prévenez l’administration.',

  'resets.count': {
    one: '{{ count }} nouvelle identité demandée',
    other: '{{ count }} nouvelles identités demandées',
  },
  'resets.confirm': 'Confirmer',
  'resets.offered': 'Confirmée. En attente de son navigateur.',
  'resets.sheet.title': 'Nouvelle identité pour {{ name }} ?',
  'resets.compare': 'Comparez ce code avec celui que la personne lit sur son écran. S’il diffère, refusez.',
  'resets.back': {
    one: '{{ count }} conversation revient quand un collègue confirme.',
    other: '{{ count }} conversations reviennent à mesure que ses collègues confirment.',
  },
  'resets.lost': 'Ses réglages, brouillons et phrases personnelles sont perdus.',
  'resets.devices': {
    one: '{{ count }} appareil est coupé et s’efface.',
    other: '{{ count }} appareils sont coupés et s’effacent.',
  },
  'resets.sure': 'Est-ce bien cette personne ?',
  'resets.sure.text':
    'Voyez-la, ou rappelez-la à un numéro que vous connaissez. Tous ses collègues verront que vous avez confirmé.',
  'resets.submit': 'Le code est le même, confirmer',
  'resets.confirmed': 'Confirmé. {{ name }} retrouve son accès sur son navigateur.',
  'resets.refuse.title': 'Refuser la demande de {{ name }} ?',
  'resets.refuse.text': 'Rien ne change pour son compte. La personne voit que sa demande est refusée.',
  'resets.refused': 'Demande refusée.',

  'stopped.reset.title': 'Cet appareil ne fait plus partie de votre compte',
  'stopped.reset':
    'Un administrateur vous a donné une nouvelle identité, comme on le fait quand il ne reste ni appareil ni code. Tout ce que SANAD gardait ici est effacé.',
  'stopped.reset.stranger': 'Vous n’avez rien demandé ? Prévenez l’administration tout de suite, de vive voix.',
  'stopped.reset.again':
    'Vous pouvez vous connecter à nouveau avec votre mot de passe, puis votre nouvel appareil ou votre nouveau code de secours.',

  'locked.short': 'De retour après confirmation',
  'locked.title': 'Votre identité est nouvelle.',
  'locked.text':
    'Les messages reviendront quand un·e membre de la conversation aura confirmé votre nouvelle identité. Ce que vous écrivez ici part à ce moment-là.',

  'group.regrant': 'Après une nouvelle identité',
  'group.regrant.tap': 'Un membre confirme',
  'group.regrant.tap.hint': 'La personne relit le groupe quand un membre a confirmé que c’est bien elle.',
  'group.regrant.automatic': 'Sans confirmation',
  'group.regrant.automatic.hint':
    'Elle relit le groupe tout de suite. À réserver aux groupes qui ne disent rien de confidentiel.',
  'group.edit.regrant': 'Modifier : après une nouvelle identité',
} as const satisfies Readonly<Record<string, Text>>;
