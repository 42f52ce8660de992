/**
 * What a command says: one report to standard output, or one failure to standard error with a stable code and an exit code
 * (docs/headless.md). A failure never repeats what was typed.
 */
import type { CommandError, ConfirmError, RecoverError } from '@sanad/model/engine/api';
import { err, type Result } from '@sanad/model/result';
import { ERROR_CODES, type ErrorCode } from '@sanad/model/wire/error-code';

export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  notReady: 3,
  offline: 4,
  profileInUse: 5,
  storageFull: 6,
  stopped: 7,
  defect: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const CODES = {
  'usage/command': [EXIT.usage, 'There is no such command. See --help.'],
  'usage/option': [EXIT.usage, 'The options do not fit the command. See --help.'],
  'usage/password': [EXIT.usage, 'No password: give --password, SANAD_PASSWORD, or a line on standard input.'],
  'usage/text': [EXIT.usage, 'The text is empty, longer than 16,000 characters, or not UTF-8.'],
  'person/unknown': [EXIT.usage, 'No colleague is known by that address, name or id.'],
  'person/ambiguous': [EXIT.usage, 'Several colleagues have that name: use the e-mail address or the user id.'],
  'person/unverified': [EXIT.refused, "No administrator's device vouches for that person: she cannot be written to."],
  'person/identity-changed': [
    EXIT.refused,
    'Somebody there has a new identity that was not accepted: confirm it in SANAD before an urgent message.',
  ],
  'person/not-pending': [EXIT.usage, 'Nobody with that address waits for approval.'],
  'approval/code-differs': [
    EXIT.refused,
    'The comparison code is another one: this may not be her device. Nothing was approved.',
  ],
  'conversation/unknown': [EXIT.usage, 'This device has no such conversation.'],
  'conversation/ended': [EXIT.refused, 'You are no member of this group any more.'],
  'conversation/continued': [EXIT.refused, 'The conversation goes on in another group.'],
  'conversation/not-allowed': [EXIT.refused, 'Only administrators of the group may do this.'],
  'urgent/not-allowed': [EXIT.refused, 'The hospital lets people of other professions send urgent messages. Send it as medium.'],
  'file/refused': [EXIT.usage, 'The file cannot be attached.'],
  'file/not-found': [EXIT.usage, 'There is no such file.'],
  'file/unsent': [EXIT.refused, 'Who sent it has not brought all of it yet.'],
  'file/gone': [EXIT.refused, 'It was removed, or is kept no longer.'],
  'file/damaged': [EXIT.refused, 'What came is not what was sent. Nothing was written.'],
  'conversation/stopped': [EXIT.stopped, 'The server showed something impossible: a conversation was stopped. Nothing was lost.'],
  'code/mistyped': [EXIT.usage, 'The recovery code has a typing error.'],
  'code/wrong': [EXIT.refused, 'The recovery code is well-formed, but not the one of this account.'],
  'code/spent': [EXIT.refused, 'The recovery code was replaced: use the newer one.'],
  'profile/in-use': [EXIT.profileInUse, 'Another process uses this profile.'],
  'profile/not-usable': [EXIT.usage, 'The profile is not a folder that can be read and written.'],
  'profile/not-empty': [EXIT.usage, 'Somebody has an account in this profile already.'],
  'device/not-signed-in': [EXIT.notReady, 'Nobody has an account in this profile: sign-up, or sign-in and recover.'],
  'device/second-factor': [EXIT.notReady, 'The password is right; a code of the second factor is needed: --code.'],
  'device/needs-recovery': [EXIT.notReady, 'This profile has no keys of hers: recover makes it a device.'],
  'device/not-ready': [EXIT.notReady, 'This device is not ready for that yet: sync first.'],
  'storage/full': [EXIT.storageFull, 'No space is left for the profile. Nothing was changed.'],
  'network/offline': [EXIT.offline, 'The server could not be reached.'],
  'sync/unfinished': [EXIT.offline, 'The server was reached, but not everything was exchanged in time.'],
  'sync/waiting': [EXIT.refused, 'Messages wait that the server does not take.'],
  defect: [EXIT.defect, 'A defect. The stack is above; it holds no content.'],
} as const satisfies Record<string, readonly [ExitCode, string]>;
export type FailureCode = keyof typeof CODES;

export interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
}
export interface Report {
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}
export type Outcome = Result<Report, Failure & { readonly report?: Report }>;

export function failure(code: FailureCode, detail = ''): Failure {
  const [exit, message] = CODES[code];
  return { exit, code, message: detail === '' ? message : `${message} (${detail})` };
}
export const fail = (code: FailureCode, detail?: string): { readonly ok: false; readonly error: Failure } =>
  err(failure(code, detail));

/** Refusals of the server that are not a plain "no". */
const REFUSALS: Partial<Record<ErrorCode, readonly [ExitCode, string]>> = {
  'auth/required': [EXIT.notReady, 'The session has ended: sign-in.'],
  'auth/credentials': [EXIT.refused, 'Wrong login or wrong password.'],
  'auth/code': [EXIT.refused, 'The code is wrong, too old, or was used already.'],
  'account/pending': [EXIT.notReady, 'The account waits for an administrator.'],
  'account/email-taken': [EXIT.refused, 'There is an account with this e-mail address.'],
  'account/staff-number-taken': [EXIT.refused, 'There is an account with this staff number.'],
  'account/first-admin-link': [EXIT.refused, 'The first-administrator link is not valid (any more).'],
  'account/no-organisation': [EXIT.refused, 'There is no organisation yet: the first administrator comes first.'],
  'server/unavailable': [EXIT.offline, 'The server is up, but cannot work now.'],
};

export function refusal(code: ErrorCode | 'unknown'): Failure {
  if (code === 'unknown') return { exit: EXIT.refused, code, message: 'The server answered something that is not understood.' };
  const [exit, message] = REFUSALS[code] ?? [EXIT.refused, 'The server refused.'];
  return { exit, code, message: ERROR_CODES[code].retry ? `${message} Trying again later may help.` : message };
}

export function commandFailure(error: CommandError | RecoverError | ConfirmError): Failure {
  switch (error.type) {
    case 'offline':
      return failure('network/offline');
    case 'refused':
      return refusal(error.code);
    case 'not-ready':
    case 'other-organisation':
    case 'in-call':
    case 'call-full':
      return failure('device/not-ready');
    case 'nobody-on-duty':
    case 'unknown-person':
      return failure('person/unknown');
    case 'not-member':
      return failure('conversation/ended');
    case 'continued':
      return failure('conversation/continued');
    case 'not-allowed':
    case 'forward-not-allowed':
      return failure('conversation/not-allowed');
    case 'urgent-not-allowed':
      return failure('urgent/not-allowed');
    case 'identity-changed':
      return failure('person/identity-changed');
    case 'unknown-conversation':
      return failure('conversation/unknown');
    case 'too-long':
      return failure('usage/text');
    case 'file-refused':
      return failure('file/refused', error.reason);
    case 'storage-full':
      return failure('storage/full');
    case 'mistyped':
      return failure('code/mistyped');
    case 'spent-code':
      return failure('code/spent');
    case 'wrong-code':
      return failure('code/wrong');
    case 'groups-differ':
      return failure('defect');
  }
}

/** What goes to standard output: the lines, or with `--json` one document on one line. */
export const reportText = ({ json, lines }: Report, asJson: boolean): string =>
  asJson ? `${JSON.stringify(json)}\n` : lines.map((line) => `${printable(line)}\n`).join('');

export function failureText({ code, exit, message }: Failure, asJson: boolean): string {
  return asJson ? `${JSON.stringify({ ok: false, code, exit, message })}\n` : `sanad: ${code}: ${message}\n`;
}

/** As screens show it, so that two people can read it to one another. Documents (`--json`) hold it without the space. */
export const groupedCode = (code: string): string => code.replace(/^(.{4})(?=.)/, '$1 ');

/** Text of colleagues never drives the terminal: control and bidirectional override characters are shown as U+FFFD. */
const printable = (line: string): string =>
  line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
