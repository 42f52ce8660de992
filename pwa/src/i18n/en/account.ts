/** English: the account as a whole, privacy, what SANAD is. */
import type { account as french } from '../fr/account.ts';
import type { Same } from '../text.ts';

export const account: Same<typeof french> = {
  'account.title': 'Account and data',
  'account.offline': 'Without a network, neither sessions nor the server’s data are shown.',
  'account.sessions': 'Where you are signed in',
  'account.session.this': 'This browser',
  'account.session.unknown': 'Browser without a device',
  'account.session.since': 'Since {{ when }}',
  'account.session.end': 'End',
  'account.session.end-of': 'End the session – {{ name }}',
  'account.session.ended': 'Session ended.',
  'account.sessions.end-others': 'End all other sessions',
  'account.sessions.ended': 'The other sessions have ended.',
  'account.sessions.hint':
    'A session that ended asks for the password again. What the device keeps stays there: to empty it, remove the device.',
  'account.sessions.devices': 'Devices',
  'account.export': 'Your data',
  'account.export.text':
    'A file with everything that the server holds of you: account, card, photo, devices, sessions, chain of keys, invitation, days here, announcements read, and a count of what is encrypted.',
  'account.export.messages':
    'Your messages are not in it: the server cannot read them. They are on your devices, where each message can be copied.',
  'account.export.submit': 'Download my data',
  'account.export.done': 'File saved.',
  'account.erase': 'Erase the account',
  'account.erase.text': 'For good. Nobody can bring it back, not even an administrator.',
  'account.erase.open': 'Erase my account…',
  'account.erase.title': 'Erase your account?',
  'account.erase.gone': 'What is erased',
  'account.erase.gone.server':
    'From the server: name, e-mail, staff number, password, card, photo, sessions, keys, notifications, private settings and your own calendar.',
  'account.erase.gone.device':
    'From this device: everything. Sign out on your other devices first: otherwise they keep their copy.',
  'account.erase.kept': 'What others keep',
  'account.erase.kept.messages': 'What you wrote to them, with your name, on their devices.',
  'account.erase.kept.groups':
    'Your groups, which you leave first. Where you alone were administrator, whoever has been there longest takes over.',
  'account.erase.kept.server':
    'On the server: encrypted messages, a fingerprint of your name that says nothing any more, and the line of the log.',
  'account.erase.waiting': {
    one: '{{ count }} message has not left yet: it would be lost.',
    other: '{{ count }} messages have not left yet: they would be lost.',
  },
  'account.erase.password': 'Your password',
  'account.erase.submit': 'Erase for good',
  'account.erase.stay': 'Keep my account',
  'account.erase.offline': 'Without a network the account cannot be erased.',

  'privacy.title': 'Privacy',
  'privacy.presence': 'Show that I am here',
  'privacy.presence.on': 'Your presence is shown',
  'privacy.presence.off': 'Your presence is hidden',
  'privacy.reads': 'Show what I have read',
  'privacy.reads.on.hint': 'Who writes to you sees that you have read it, and you see it of others.',
  'privacy.reads.off.hint':
    'Others see that it came to your device, not that you have read it; nor do you see it of them. What was shown before stays.',
  'privacy.reads.urgent':
    'Your answers to urgent messages (I take it, I cannot) are always sent. Your other devices always know what you have read.',
  'privacy.seen': 'What others see of you',
  'privacy.photo': 'Photo',
  'privacy.photo.text': 'All approved colleagues, and the server',
  'privacy.photo.sealed': 'People you share a conversation with; the server does not see it',
  'privacy.photo.none': 'None: your initials',
  'privacy.details': 'Unit, extension, languages, specialities',
  'privacy.details.text': 'All approved colleagues, and the server',
  'privacy.email': 'E-mail and staff number',
  'privacy.email.text': 'The administration alone',
  'privacy.previews': 'Content of notifications',
  'privacy.lock': 'App lock',
  'privacy.never': 'What the server does not see',
  'privacy.never.text':
    'Your messages, files, calls, events, names of groups, drafts, phrases, favourites and settings: they are encrypted on your device. It sees who writes to whom, when and how much.',

  'about.title': 'About and diagnostics',
  'about.version': 'Version',
  'about.protocol': 'Protocol',
  'about.connection': 'Connection',
  'about.connection.online': 'Connected',
  'about.connection.connecting': 'Connecting…',
  'about.connection.offline': 'Offline',
  'about.server': 'Server',
  'about.browser': 'Browser',
  'about.storage': 'Storage',
  'about.storage.of': '{{ used }} of {{ quota }}',
  'about.waiting': 'Waiting to leave',
  'about.spaces': 'Conversations on this device',
  'about.stopped': 'Stopped conversations',
  'about.clock': 'Clock difference',
  'about.clock.value': '{{ seconds }} s',
  'about.copy': 'Copy the report',
  'about.copied': 'Report copied.',
  'about.report': 'The report',
  'about.report.hint':
    'For whoever looks after the computers. Numbers and states: no name, no address, no message, no id of a person or conversation.',
  'about.licence': 'Free software, AGPL 3 or later. Not audited by anybody outside so far.',
};
