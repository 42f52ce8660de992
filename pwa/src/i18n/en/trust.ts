/** English: who is really who, and what the server showed. */
import type { trust as french } from '../fr/trust.ts';
import type { Same } from '../text.ts';

export const trust: Same<typeof french> = {
  'trust.section': 'Security',
  'trust.verify': 'Verify',
  'trust.verified': 'Verified',
  'trust.unverified': 'Not verified',
  'trust.was-verified': 'Verification lost',
  'trust.hint':
    'Compare your safety numbers aloud, or scan their screen: you will know that this is really them, whatever the server shows.',
  'trust.verified.text': 'You compared your safety numbers. A new device changes nothing; a new identity ends this mark.',
  'trust.was-verified.text': 'You had verified them, but their identity has changed since. Compare your numbers again.',
  'trust.sheet.title': 'Verify {{ name }}',
  'trust.number': 'Safety number',
  'trust.compare': 'Each open the other’s card, then “Verify”. The 60 digits must be the same on both sides.',
  'trust.scan': 'Scan their screen',
  'trust.qr': 'Code of your safety number, to be scanned from the other device',
  'trust.same': 'The digits are the same',
  'trust.different': 'They differ',
  'trust.different.title': 'The numbers are not the same.',
  'trust.different.text':
    'Check that each of you opened the other’s card, with a network. If they still differ, somebody may be posing as this person: write nothing sensitive here and tell the administration in person.',
  'trust.done': '{{ name }}: number verified.',
  'trust.take-back': 'Take the verification back',
  'trust.taken-back': 'Verification taken back.',
  'trust.scan.aim': 'Aim at the code on their screen.',
  'trust.scan.other': 'This code is not a safety number.',
  'trust.scan.type': 'The camera does not answer. Compare the digits by eye.',
  'trust.unavailable': 'The number will appear as soon as this device knows this person from the network.',
  'identity.changed':
    '{{ name }} has a new identity since {{ when }}. Confirm that this is really them before the next urgent message.',
  'identity.several': {
    one: '{{ count }} member has a new identity. Confirm it before the next urgent message.',
    other: '{{ count }} members have a new identity. Confirm them before the next urgent message.',
  },
  'identity.lost': 'Your verification is no longer valid.',
  'identity.since': 'New identity since {{ when }}.',
  'identity.accept': 'It is really them',
  'identity.accept-name': 'It is really them: {{ name }}',
  'identity.accepted': 'Identity confirmed: {{ name }}.',
  'identity.see': 'Confirm',
  'identity.sheet.title': 'Who gets this message?',
  'identity.sheet.confirm': 'New identities',
  'identity.sheet.text':
    'An administrator made this identity anew: the former devices and recovery code are no longer valid. If you did not know, ask in person or call the extension.',
  'identity.sheet.after': 'The urgent message leaves as soon as everything is confirmed. Other messages leave as usual.',
  'event.identity': '{{ by }} has a new identity, issued by an administrator.',
  'event.identity-me': 'You have a new identity, issued by an administrator.',
  'fault.title': 'What the server has shown',
  'fault.strip': 'The server has shown something impossible.',
  'fault.strip.text': 'Nothing is sent that way.',
  'fault.see': 'Understand',
  'fault.organisation':
    'The server shows a list of the hospital’s people that is impossible, or older than the one this device knows. SANAD keeps the one it knows.',
  'fault.chain': 'The server has shown an impossible history of devices for {{ name }}. Nothing is encrypted to them that way.',
  'fault.genesis':
    'The server has shown another identity for {{ name }} than the one the administration signed. Nothing is sent to them that way.',
  'fault.rollback': 'The server hides changes of {{ name }}’s devices that this device knows already. SANAD keeps what it knows.',
  'fault.hidden':
    'The server hides changes of {{ name }}’s devices that others have seen: a removed device could still look valid. No new key is given to them.',
  'fault.name':
    'The server gives {{ name }} another name or profession than the administration signed. They cannot be written to.',
  'fault.stranger': 'The server’s directory shows {{ name }}, whom the administration never approved. They cannot be written to.',
  'fault.member':
    'A group has a member whom the administration never approved ({{ name }}). SANAD sends nothing more in that group.',
  'fault.audit':
    'The service’s log was changed: what this device had seen of it is not in it any more. The administration must say why.',
  'fault.chain.me': 'The server has shown an impossible history of your own devices. Nothing is encrypted for those devices.',
  'fault.genesis.me': 'The server has shown another identity for you than your own. SANAD does not use it.',
  'fault.rollback.me': 'The server hides changes of your own devices that this one knows already. SANAD keeps what it knows.',
  'fault.hidden.me':
    'The server hides from this device changes that your other devices made, perhaps the removal of one of them. No new key is given from here.',
  'fault.someone': 'an unknown person',
  'fault.since': 'Since {{ when }}',
  'fault.what':
    'Tell the administration or the IT team in person. What this device knew stays valid and everything else goes on. As soon as the server shows the truth, this notice goes by itself.',
  'fault.recheck': 'Check again',
  'fault.healed': 'Everything is in order again.',
  'fault.still': 'It is still not in order.',
  'fault.none': 'The server has shown nothing impossible.',
  'trust.settings': 'Trust',
  'trust.organisation': 'Your hospital',
  'trust.organisation.confirmed': 'Confirmed',
  'trust.organisation.unconfirmed': 'Not confirmed yet',
  'trust.organisation.confirmed.text':
    'You have verified somebody, and their number contains the identity of this hospital: the server cannot show another one.',
  'trust.organisation.unconfirmed.text':
    'This device remembers the hospital that the server showed when you signed up. Verify somebody: their number also contains the identity of the hospital.',
  'trust.people': 'Verified people',
  'trust.people.none': 'Nobody yet. Open a card in the directory, then “Verify”.',
  'failure.identity-changed':
    'Somebody here has a new identity: confirm it in the conversation before you send an urgent message.',
};
