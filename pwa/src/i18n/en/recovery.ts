/** English: the recovery code, its card, and opening messages with it */
import type { recovery as french } from '../fr/recovery.ts';
import type { Same } from '../text.ts';

export const recovery: Same<typeof french> = {
  'recovery.title': 'Recovery code',
  'recovery.for':
    'It opens your messages again if you lose all your devices, with your password and without waiting for anybody.',
  'recovery.since': 'Valid since {{ when }}',
  'recovery.loading': 'Reading your device chain…',
  'recovery.by.this': 'Made on this device',
  'recovery.by.other': 'Made on “{{ label }}”',
  'recovery.by.administration': 'Made when the administration reset the account',
  'recovery.earlier': 'Earlier codes',
  'recovery.earlier.hint': 'They open nothing any more. Destroy their cards.',
  'recovery.replaced': 'The recovery code was replaced {{ when }}.',
  'recovery.made': 'Made {{ when }}, replaced {{ until }}',
  'recovery.not-you': 'It was not you? Replace it now, remove the devices you do not know, and tell the administration.',
  'recovery.replace': 'Replace the code',
  'recovery.replace.lead':
    'The old code stays valid until you have typed the new one back. If you leave before that, nothing changes.',
  'recovery.seen.title': 'Card lost, or seen by somebody?',
  'recovery.seen.text': 'Replace the code: the old one opens nothing any more, and your keys are renewed.',
  'recovery.offline': 'Replacing the code needs the network.',
  'recovery.new.title': 'New recovery code',
  'recovery.new.lead': 'Write it on paper or print the card. Then type two groups back: only then does it replace the old one.',
  'recovery.making': 'Making the code…',
  'recovery.check.lead': 'Type these two groups from your paper. After that the old code is worth nothing.',
  'recovery.check.submit': 'Replace the code',
  'recovery.unsure':
    'No answer from the server. The new code may be stored already: keep both cards and try again here, without leaving this page.',
  'recovery.done.title': 'New code stored',
  'recovery.done.text': 'It is valid from now on. Destroy the old card: it opens nothing any more.',
  'recovery.done.back': 'Done',
  'recovery.superseded.title': 'Another device was faster',
  'recovery.superseded.text':
    'Another device of yours replaced the code at the same moment. The card made here is worth nothing: destroy it and keep the one of the other device.',
  'recovery.superseded.again': 'Make another code',
  'card.recovery': 'Recovery code',
  'card.break-glass': 'The hospital’s break-glass key',
  'card.hospital': 'Hospital',
  'card.person': 'Name',
  'card.made': 'Made on {{ date }}',
  'card.recovery.for': 'Opens your SANAD messages on a new device, with your password. A newer code replaces this one.',
  'card.recovery.keep':
    'Keep this card locked away, far from your devices. Do not photograph it and show it to nobody, not even the administration.',
  'card.break-glass.for':
    'Gives the hospital back its control if no administrator has a device left. It opens nobody’s messages.',
  'card.break-glass.keep': 'To be kept in the management’s safe, in a sealed envelope. Every opening must be recorded.',
  'recover.scan': 'Scan the card',
  'recover.scan.hint': 'The camera only reads the QR code of the card. No picture is kept or sent.',
  'recover.scan.aim': 'Point at the QR code of your card.',
  'recover.scan.other': 'This QR code is not one of a recovery code.',
  'recover.or-type': 'Or type the code',
  'recover.code.missing': {
    one: '{{ count }} character is missing. Compare every group with your card.',
    other: '{{ count }} characters are missing. Compare every group with your card.',
  },
  'recover.code.too-many': {
    one: 'There is {{ count }} character too many. Compare every group with your card.',
    other: 'There are {{ count }} characters too many. Compare every group with your card.',
  },
  'recover.code.letter': 'Group {{ group }} has the letter {{ letter }}, which no code has. Read that group on your card again.',
  'recover.mistyped.group': 'Group {{ group }} looks wrong. Read it on your card again, then the others if it is right.',
  'recover.spent.title': 'This code was replaced {{ when }}.',
  'recover.spent.text': 'It opens nothing any more. Use the newest card, the one made that day or later.',
  'recover.wrong.title': 'This code is typed well, but it was never yours.',
  'recover.wrong.text': 'It may be a colleague’s card: look for the one with your name.',
  'recover.break-glass.title': 'This is the hospital’s break-glass key, not your code.',
  'recover.break-glass.text':
    'It opens nobody’s messages. Hand it to the management and say that it was out, then look for the card with your name.',
  'recover.no-card':
    'No good card? Choose another way: another device of yours, or a new identity that the administration confirms.',
};
