/** French: who is really who, and what the server showed. */
import type { Text } from '../text.ts';

export const trust = {
  'trust.section': 'Sécurité',
  'trust.verify': 'Vérifier',
  'trust.verified': 'Vérifié',
  'trust.unverified': 'Non vérifié',
  'trust.was-verified': 'Vérification perdue',
  'trust.hint':
    'Comparez vos numéros de sécurité de vive voix, ou visez son écran : vous saurez que c’est bien cette personne, quoi que montre le serveur.',
  'trust.verified.text':
    'Vous avez comparé vos numéros de sécurité. Un nouvel appareil n’y change rien ; une nouvelle identité efface cette marque.',
  'trust.was-verified.text': 'Vous l’aviez vérifiée, mais son identité a changé depuis. Comparez de nouveau vos numéros.',
  'trust.sheet.title': 'Vérifier {{ name }}',
  'trust.number': 'Numéro de sécurité',
  'trust.compare': 'Ouvrez chacun la fiche de l’autre, puis « Vérifier ». Les 60 chiffres doivent être les mêmes des deux côtés.',
  'trust.scan': 'Scanner son écran',
  'trust.qr': 'Code de votre numéro de sécurité, à scanner depuis l’autre appareil',
  'trust.same': 'Les chiffres sont les mêmes',
  'trust.different': 'Ils sont différents',
  'trust.different.title': 'Les numéros ne sont pas les mêmes.',
  'trust.different.text':
    'Vérifiez que chacun a ouvert la fiche de l’autre, avec du réseau. S’ils restent différents, quelqu’un se fait peut-être passer pour cette personne : n’écrivez rien de sensible ici et prévenez l’administration de vive voix.',
  'trust.done': '{{ name }} : numéro vérifié.',
  'trust.take-back': 'Retirer la vérification',
  'trust.taken-back': 'Vérification retirée.',
  'trust.scan.aim': 'Visez le code affiché sur son écran.',
  'trust.scan.other': 'Ce code n’est pas un numéro de sécurité.',
  'trust.scan.type': 'La caméra ne répond pas. Comparez les chiffres à l’œil.',
  'trust.unavailable': 'Le numéro s’affichera dès que cet appareil connaîtra cette personne par le réseau.',
  'identity.changed':
    '{{ name }} a une nouvelle identité depuis {{ when }}. Confirmez que c’est bien cette personne avant le prochain message urgent.',
  'identity.several': {
    one: '{{ count }} membre a une nouvelle identité. Confirmez-la avant le prochain message urgent.',
    other: '{{ count }} membres ont une nouvelle identité. Confirmez-les avant le prochain message urgent.',
  },
  'identity.lost': 'Votre vérification ne vaut plus.',
  'identity.since': 'Nouvelle identité depuis {{ when }}.',
  'identity.accept': 'C’est bien cette personne',
  'identity.accept-name': 'C’est bien cette personne : {{ name }}',
  'identity.accepted': 'Identité confirmée : {{ name }}.',
  'identity.see': 'Confirmer',
  'identity.sheet.title': 'Qui reçoit ce message ?',
  'identity.sheet.confirm': 'Nouvelles identités',
  'identity.sheet.text':
    'Un administrateur a refait cette identité : les anciens appareils et l’ancien code de secours ne valent plus. Si vous n’en saviez rien, demandez de vive voix ou appelez le poste.',
  'identity.sheet.after': 'L’urgent part dès que tout est confirmé. Les autres messages partent comme d’habitude.',
  'event.identity': '{{ by }} a une nouvelle identité, remise par un administrateur.',
  'event.identity-me': 'Vous avez une nouvelle identité, remise par un administrateur.',
  'fault.title': 'Ce que le serveur a montré',
  'fault.strip': 'Le serveur a montré quelque chose d’impossible.',
  'fault.strip.text': 'Rien n’est envoyé par là.',
  'fault.see': 'Comprendre',
  'fault.organisation':
    'Le serveur montre une liste des personnes de l’hôpital qui est impossible, ou plus ancienne que celle que cet appareil connaît. SANAD garde celle qu’il connaît.',
  'fault.chain':
    'Le serveur a montré pour {{ name }} un historique d’appareils impossible. Rien ne lui est envoyé chiffré par là.',
  'fault.genesis':
    'Le serveur a montré pour {{ name }} une autre identité que celle que l’administration a signée. Rien ne lui est envoyé par là.',
  'fault.rollback':
    'Le serveur cache, pour {{ name }}, des changements d’appareils que celui-ci connaît déjà. SANAD garde ce qu’il sait.',
  'fault.hidden':
    'Le serveur cache, pour {{ name }}, des changements d’appareils que d’autres ont vus : un appareil retiré pourrait y paraître encore valable. Aucune nouvelle clé ne lui est donnée.',
  'fault.name':
    'Le serveur donne à {{ name }} un autre nom ou une autre fonction que ceux que l’administration a signés. On ne peut pas lui écrire.',
  'fault.stranger':
    'L’annuaire du serveur montre {{ name }}, que l’administration n’a jamais approuvé. On ne peut pas lui écrire.',
  'fault.member':
    'Un groupe compte un membre que l’administration n’a jamais approuvé ({{ name }}). SANAD n’envoie plus rien dans ce groupe.',
  'fault.audit':
    'Le journal du service a été changé : ce que cet appareil en avait vu n’y est plus. L’administration doit dire pourquoi.',
  'fault.chain.me': 'Le serveur a montré pour vous un historique d’appareils impossible. Rien n’est chiffré pour ces appareils.',
  'fault.genesis.me': 'Le serveur a montré pour vous une autre identité que la vôtre. SANAD ne s’en sert pas.',
  'fault.rollback.me':
    'Le serveur cache des changements de vos propres appareils que celui-ci connaît déjà. SANAD garde ce qu’il sait.',
  'fault.hidden.me':
    'Le serveur cache à cet appareil des changements que vos autres appareils ont faits, peut-être le retrait de l’un d’eux. Aucune nouvelle clé n’est donnée d’ici.',
  'fault.someone': 'une personne inconnue',
  'fault.since': 'Depuis {{ when }}',
  'fault.what':
    'Prévenez l’administration ou l’informatique de vive voix. Ce que cet appareil savait reste valable et le reste continue. Dès que le serveur montre la vérité, cet avis disparaît seul.',
  'fault.recheck': 'Vérifier de nouveau',
  'fault.healed': 'Tout est de nouveau en ordre.',
  'fault.still': 'Ce n’est toujours pas en ordre.',
  'fault.none': 'Le serveur n’a rien montré d’impossible.',
  'trust.settings': 'Confiance',
  'trust.organisation': 'Votre hôpital',
  'trust.organisation.confirmed': 'Confirmé',
  'trust.organisation.unconfirmed': 'Pas encore confirmé',
  'trust.organisation.confirmed.text':
    'Vous avez vérifié une personne, et son numéro contient l’identité de cet hôpital : le serveur ne peut pas en montrer un autre.',
  'trust.organisation.unconfirmed.text':
    'Cet appareil a retenu l’hôpital que le serveur lui a montré à l’inscription. Vérifiez une personne : son numéro contient aussi l’identité de l’hôpital.',
  'trust.people': 'Personnes vérifiées',
  'trust.people.none': 'Personne pour l’instant. Ouvrez une fiche de l’annuaire, puis « Vérifier ».',
  'failure.identity-changed':
    'Quelqu’un ici a une nouvelle identité : confirmez-la dans la conversation avant d’envoyer en urgent.',
} as const satisfies Readonly<Record<string, Text>>;
