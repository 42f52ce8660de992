/** English: a new identity by an administrator, for who has neither device nor code. */
import type { reset as french } from '../fr/reset.ts';
import type { Same } from '../text.ts';

export const reset: Same<typeof french> = {
  'recover.with-neither': 'I have neither device nor code',
  'recover.with-neither.hint': 'An administrator must confirm that it is you.',

  'reset.title': 'Without device and code',
  'reset.lead': 'You get a new identity. This is what it changes.',
  'reset.confirm': 'An administrator confirms',
  'reset.confirm.text': 'You compare a code with each other, face to face or by telephone.',
  'reset.back': 'Your conversations come back',
  'reset.back.text': 'Each as soon as one of its members has confirmed that it is you.',
  'reset.lost': 'What was yours alone is lost',
  'reset.lost.text': 'Settings, drafts, stars and your own phrases.',
  'reset.devices': 'Your old devices are cut off',
  'reset.devices.text': 'They empty themselves when they next reach the network. The old code is worth nothing any more.',
  'reset.seen': 'Everybody sees it',
  'reset.seen.text': 'A line in your conversations says that your identity is new.',
  'reset.look': 'Look for them first.',
  'reset.look.text': 'A device of yours, or the paper with the recovery code, opens everything without waiting for anybody.',
  'reset.begin': 'Continue without them',

  'resetting.title': 'Confirmation requested',
  'resetting.lead': 'Call an administrator of SANAD, or go and see one. You may close this page: the request stays.',
  'resetting.lead-passing':
    'Call an administrator of SANAD. Nothing is kept on this computer: leave this page open until the answer.',
  'resetting.sent': 'Request sent',
  'resetting.checking': 'Confirmation by an administrator',
  'resetting.checking.hint': 'This page updates by itself. The request is good for 7 days, in this browser.',
  'resetting.ready': 'Your conversations',
  'resetting.ready.hint': 'They come back as your colleagues confirm.',
  'resetting.code.text': 'Read it to the administrator, who must see the same one. Whoever sees another one must refuse.',
  'resetting.not-yet': 'Not confirmed yet.',
  'resetting.cancel': 'Cancel the request',
  'resetting.back': 'Choose another way',
  'resetting.refused': 'Request refused.',
  'resetting.refused.text': 'An administrator did not confirm it. Ask the administration.',
  'resetting.over': 'This request is over.',
  'resetting.over.text':
    'It is older than 7 days, or another one was made in another browser. If that was not you, tell the administration.',

  'resets.count': { one: '{{ count }} new identity requested', other: '{{ count }} new identities requested' },
  'resets.confirm': 'Confirm',
  'resets.offered': 'Confirmed. Waiting for their browser.',
  'resets.sheet.title': 'A new identity for {{ name }}?',
  'resets.compare': 'Compare this code with the one that the person reads on their screen. If it differs, refuse.',
  'resets.back': {
    one: '{{ count }} conversation comes back when a colleague confirms.',
    other: '{{ count }} conversations come back as colleagues confirm.',
  },
  'resets.lost': 'Their settings, drafts and own phrases are lost.',
  'resets.devices': {
    one: '{{ count }} device is cut off and empties itself.',
    other: '{{ count }} devices are cut off and empty themselves.',
  },
  'resets.sure': 'Is it really this person?',
  'resets.sure.text': 'See them, or call back a number that you know. All their colleagues will see that this was confirmed.',
  'resets.submit': 'The code is the same, confirm',
  'resets.confirmed': 'Confirmed. {{ name }} gets in again in their browser.',
  'resets.refuse.title': 'Refuse the request of {{ name }}?',
  'resets.refuse.text': 'Nothing changes for the account. The person sees that the request was refused.',
  'resets.refused': 'Request refused.',

  'stopped.reset.title': 'This device is not part of your account any more',
  'stopped.reset':
    'An administrator gave you a new identity, as is done when neither device nor code is left. Everything that SANAD kept here is erased.',
  'stopped.reset.stranger': 'You asked for nothing? Tell the administration at once, in person.',
  'stopped.reset.again': 'You can sign in again with your password, then your new device or your new recovery code.',

  'locked.short': 'Back after confirmation',
  'locked.title': 'Your identity is new.',
  'locked.text':
    'The messages will come back when a member of the conversation has confirmed your new identity. What you write here leaves then.',

  'group.regrant': 'After a new identity',
  'group.regrant.tap': 'A member confirms',
  'group.regrant.tap.hint': 'The person reads the group again when a member has confirmed that it is really them.',
  'group.regrant.automatic': 'Without confirmation',
  'group.regrant.automatic.hint': 'They read the group again at once. For groups that say nothing confidential.',
  'group.edit.regrant': 'Change: after a new identity',
};
