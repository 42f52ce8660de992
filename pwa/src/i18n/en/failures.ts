/** English: what a refused command says. */
import type { failures as french } from '../fr/failures.ts';
import type { Same } from '../text.ts';

export const failures: Same<typeof french> = {
  'failure.offline': 'No network: the server does not answer. Nothing is lost, try again in a moment.',
  'failure.not-ready': 'SANAD is not ready yet. Try again in a moment.',
  'failure.unknown-person': 'This person is no longer in the directory.',
  'failure.unknown-conversation': 'This conversation is no longer on this device.',
  'failure.not-member': 'You are no longer a member of this group: you cannot write here any more.',
  'failure.continued': 'This group goes on in a new part: write there.',
  'failure.not-allowed': 'This is not allowed: for administrators of the group only, or too late.',
  'failure.urgent-not-allowed': 'In this hospital your profession does not send urgent messages. Choose “Important”, or call.',
  'failure.too-long': 'This message is too long. Cut it in two.',
  'failure.file-refused':
    'This file cannot be attached: it is empty, too large or unreadable, or this message has too many already.',
  'failure.storage-full': 'The device is full: make room, then try again. Your text is still here.',
  'failure.credentials': 'Wrong name or password.',
  'failure.pending': 'Your account still waits for an administrator.',
  'failure.suspended': 'Your account is suspended. Ask the administration.',
  'failure.email-taken': 'This e-mail address already has an account.',
  'failure.staff-number-taken': 'This staff number already has an account.',
  'failure.password-weak': 'This password is too simple. Take a longer one.',
  'failure.first-admin-link': 'This link was used already or is no longer valid.',
  'failure.no-organisation': 'The hospital is not set up here yet. Ask for the first administrator’s link.',
  'failure.rate-limited': 'Too many tries. Wait a minute before the next one.',
  'failure.unavailable': 'The server is not available right now. Try again in a moment.',
  'failure.version': 'This version of SANAD is too old. Reload the page.',
  'failure.last-administrator': 'You are the last administrator: appoint another one first.',
  'failure.forbidden': 'Your account is not allowed to do this.',
  'failure.session': 'Your session has expired. Sign in again.',
  'failure.other-organisation':
    'This link is from another hospital than this server. Do not go on: ask whoever invites you for a new link.',
  'failure.invitation': 'This invitation was used, withdrawn or has expired.',
  'failure.invitation-too-many': 'Too many invitations are still open. Withdraw some, or wait until they expire.',
  'failure.unit-unknown': 'This unit does not exist any more. Refresh.',
  'failure.unit-place':
    'This place is not possible: a site goes into a site alone, nothing goes into itself, and the tree has six levels at most.',
  'failure.unit-name-taken': 'This name is already used there.',
  'failure.unit-too-many': 'The tree is full: 2,000 units at most.',
  'failure.announcement': 'The server could not verify this announcement. Nothing was sent.',
  'failure.announcement-too-many': 'Too many announcements are running. End one first.',
  'failure.conflict': 'Somebody else has just done it. Refresh.',
  'failure.other': 'The server refused (code {{ code }}).',
  'failure.forward-not-allowed': 'The rules of this group or of the hospital do not let this message be forwarded there.',
  'failure.second-factor-required': 'Your hospital asks for a six-digit code or a passkey. Turn one on under “Security”.',
  'failure.passkey-required': 'Your hospital asks for a second factor, and yours is a passkey: sign in with it.',
  'failure.shared-computer': 'Your hospital lets nobody sign in on a shared computer. Use a device of your own.',
  'failure.invitation-only':
    'Your hospital opens accounts by invitation only. Ask an administrator or the head of your unit for one.',
};
