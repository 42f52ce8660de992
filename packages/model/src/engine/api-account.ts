/** What screens may ask about accounts: the doors into one and out of it, its devices, codes and factors. */
import type { DeviceId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { AccountExport, OwnSession } from '../wire/account.ts';
import type {
  AccountSecurity,
  NewSecondFactor,
  PasskeyAssertion,
  PasskeyCreated,
  PasskeyCreation,
  PasskeyRequest,
  PasswordChange,
} from '../wire/account-security.ts';
import type { SharedComputer } from '../wire/computer.ts';
import type { InvitationLook } from '../wire/invitation.ts';
import type { InvitationLink } from '../wire/invitation-link.ts';
import type { Profession } from '../wire/profession.ts';
import type { Unit } from '../wire/unit.ts';
import type { CommandError, CommandResult, Unsubscribe } from './api-result.ts';
import type { DeviceReport } from './report.ts';

export interface SignUpForm {
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly password: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly deviceLabel: string;
  /** From the first-admin link: makes the organisation. */
  readonly firstAdmin?: { readonly token: string; readonly organisationName: string };
  /** INVITE-2: the organisation is the one of the link, whatever the server names. */
  readonly invitation?: InvitationLink;
}

export interface EnrolmentCodes {
  /** 29 characters in 7 groups: 4-4-4-4-4-4-5, without separators inside a group. */
  readonly recoveryCode: readonly string[];
  /** Only for the first administrator: the organisation's printed break-glass key, same shape. */
  readonly breakGlassCode: readonly string[] | undefined;
  /** Indexes (0-based) of the two groups that must be typed back. */
  readonly askedGroups: readonly [number, number];
  /** For the printed cards. */
  readonly organisationName: string;
}

/** What is wrong with a recovery code, as exactly as it can be told (CODE-3). */
export type CodeError =
  /** Found on this device. `group` (0-based): where the mistake probably is. */
  | { readonly type: 'mistyped'; readonly group: number | undefined }
  /** It was hers until another one replaced it. */
  | { readonly type: 'spent-code'; readonly replacedAtMs: number }
  /** Never hers. `isBreakGlass`: it is the hospital's printed key. */
  | { readonly type: 'wrong-code'; readonly isBreakGlass: boolean };
export type RecoverError = CommandError | CodeError;
/** `expired`: the code is older than 15 minutes or was used. `link-fault`: what the server showed does not belong to the code. */
export type LinkError =
  | CommandError
  | { readonly type: 'mistyped' }
  | { readonly type: 'expired' }
  | { readonly type: 'link-fault' };
export interface ShownLink {
  /** 55 characters, for the other device's camera or to be typed there. */
  readonly code: string;
  /** Six digits that the other device must show as well (LINK-3). */
  readonly digits: string;
}
export interface LinkingDevice {
  /** What the new device calls itself. */
  readonly label: string;
  readonly computer: SharedComputer | undefined;
  readonly digits: string;
}
export type ConfirmError = CommandError | { readonly type: 'groups-differ' };

/** A new code for somebody who has one. */
export type NewRecoveryCode = Pick<EnrolmentCodes, 'recoveryCode' | 'askedGroups'>;
/** `superseded`: another device of hers replaced the code a moment later. That one is valid, the one that was shown here is not. */
export type ReplaceCodeError = ConfirmError | { readonly type: 'superseded' };

/** A recovery code of mine: when it became valid, and by whose hand (CODE-6). */
export interface RecoveryCodeRow {
  readonly id: string;
  readonly atMs: number;
  /** `this`: the device that shows it. */
  readonly by: 'this' | 'other' | 'administration';
  /** What that device is called; empty: it said nothing, or the administration reset the account. */
  readonly label: string;
}

/** A device that speaks for me. */
export interface DeviceRow {
  readonly id: DeviceId;
  /** What I call it, or what it called itself. */
  readonly label: string;
  /** It says that several people use it, or that it leaves nothing behind (SHARED-7). */
  readonly computer: SharedComputer | undefined;
  readonly addedAtMs: number;
  /** When it was connected last, as far as the server remembers. */
  readonly seenAtMs: number | undefined;
  readonly isThis: boolean;
  /** It came after this one, and I have not said that it is mine. */
  readonly isNew: boolean;
  /** This browser was it, until the keys were erased here (STORE-3). */
  readonly isLost: boolean;
}

export interface AccountApi {
  /** Online, also before anybody signed in: where people of this organisation work (UNIT-1). */
  units(): CommandResult<readonly Unit[]>;
  /** Online: what the form begins with (INVITE-2). */
  lookAtInvitation(token: string): CommandResult<InvitationLook>;
  /** Self-test, keys, recovery code. Local: works before any request. Calling it again keeps the keys and takes the new form. */
  beginSignUp(form: SignUpForm): CommandResult<EnrolmentCodes>;
  /** Typed-back groups, then the one sign-up request (online). The state becomes `pending` (or `ready` for the first administrator). */
  completeSignUp(typed: readonly [string, string]): Promise<Result<void, ConfirmError>>;
  /** Back from `enrolling` to `signed-out`, forgetting the keys that were made. */
  cancelSignUp(): Promise<void>;
  /** Online. The state becomes `pending`, `needs-recovery` or `ready`; or a code is asked for first (AUTH-12). */
  signIn(login: string, password: string): CommandResult<'done' | 'second-factor'>;
  /** Online: a link to a new password by e-mail, for whoever's login it is (ACCOUNT-5). Refused with `account/no-mail` where none is sent. */
  forgotPassword(login: string): CommandResult<void>;
  /** Online: a code of the app or a reserve code, as it was typed. `trust`: this browser is not asked again for 30 days. */
  confirmSecondFactor(typed: string, trust: boolean): CommandResult<void>;
  /** Online: what the page asks an authenticator for, and what that said (AUTH-16). The state changes as after `signIn`. */
  beginPasskeySignIn(): CommandResult<PasskeyRequest>;
  signInWithPasskey(assertion: PasskeyAssertion): CommandResult<void>;
  /** Online: makes this browser a device with the recovery code alone, nobody else needed. */
  recover(code: string, deviceLabel: string): Promise<Result<void, RecoverError>>;
  /** While a recovery code is needed, online: makes this browser a device by means of another one of hers (LINK-1). Again: another code. */
  beginLink(deviceLabel: string): Promise<Result<ShownLink, LinkError>>;
  /** Online: has the other device answered? Then the state becomes `ready`. */
  checkLink(): Promise<Result<'waiting' | 'linked', LinkError>>;
  /** While a recovery code is needed, online: keys and code of a new identity. Nothing is asked for yet. */
  beginReset(deviceLabel: string): CommandResult<EnrolmentCodes>;
  /** Typed-back groups, then the request (online). The state becomes `resetting`. */
  completeReset(typed: readonly [string, string]): Promise<Result<void, ConfirmError>>;
  /** While resetting, online: has an administrator answered? Then the state becomes `ready`. Also asked by itself every few seconds. */
  checkReset(): CommandResult<void>;
  /** Back to `needs-recovery`; the keys that were made are forgotten. */
  cancelReset(): CommandResult<void>;
  /** While pending: asks the server now (also done on its own every few seconds while the page is open). */
  checkApproval(): CommandResult<void>;
  /** Clears this device. Refuses with the number of messages that still wait, unless `force`. */
  signOut(options: {
    readonly force: boolean;
  }): Promise<{ readonly done: true } | { readonly done: false; readonly waiting: number }>;

  /** View of my devices. What only the server knows, when each was here last, is asked for when the view is opened. */
  onDevices(listener: (devices: readonly DeviceRow[]) => void): Promise<Unsubscribe>;
  /** Online: what the code of a new device stands for. Nothing is signed yet. */
  readLink(code: string): Promise<Result<LinkingDevice, LinkError>>;
  /** Online, after the digits were compared: the device of this code speaks for me. */
  approveLink(code: string): Promise<Result<void, LinkError>>;
  /** For myself, on all my devices; empty: what it called itself. */
  renameDevice(device: DeviceId, label: string): CommandResult<void>;
  /** A new device is mine. */
  acknowledgeDevice(device: DeviceId): CommandResult<void>;
  /** The device that this browser was before it lost its keys stays in the list (STORE-3). */
  keepLostDevice(): CommandResult<void>;
  /** Online. It is cut off at once and empties itself; my keys are renewed (CHAIN-9). Not this device: it signs out. */
  revokeDevice(device: DeviceId): CommandResult<void>;

  /** All online. What changes a factor needs a proof of the last five minutes (AUTH-15) and is refused with `auth/proof` without one. */
  security(): CommandResult<AccountSecurity>;
  provePassword(password: string): CommandResult<void>;
  beginPasskeyProof(): CommandResult<PasskeyRequest>;
  provePasskey(assertion: PasskeyAssertion): CommandResult<void>;
  /** The secret for an authenticator app; it counts once `turnOnSecondFactor` heard a first code. The reserve codes are told once. */
  beginSecondFactor(): CommandResult<NewSecondFactor>;
  turnOnSecondFactor(typed: string): CommandResult<readonly string[]>;
  renewReserveCodes(): CommandResult<readonly string[]>;
  turnOffSecondFactor(typed: string): CommandResult<void>;
  beginPasskey(): CommandResult<PasskeyCreation>;
  addPasskey(name: string, created: PasskeyCreated): CommandResult<void>;
  renamePasskey(id: string, name: string): CommandResult<void>;
  removePasskey(id: string): CommandResult<void>;
  changePassword(change: PasswordChange): CommandResult<void>;
  /** Online, signed in or not: with the link that an administrator made (ADMIN-5). Every session of the account ends. */
  setPasswordByLink(token: string, password: string): CommandResult<void>;

  /** All online (ACCOUNT-1 … ACCOUNT-4). Where I am signed in, this one first. */
  sessions(): CommandResult<readonly OwnSession[]>;
  /** One of the others. */
  endServerSession(id: string): CommandResult<void>;
  endOtherSessions(): CommandResult<void>;
  /** Everything that the server holds of me. */
  exportAccount(): CommandResult<AccountExport>;
  /** The account is gone, and with it what this device keeps: the state becomes `signed-out`. */
  eraseAccount(password: string): CommandResult<void>;
  /** Local: what may be handed to whoever helps (DIAG-1); undefined: nobody has an account here. */
  report(): Promise<DeviceReport | undefined>;

  /** View of my recovery codes, the valid one first: from my verified chain. */
  onRecoveryCodes(listener: (codes: readonly RecoveryCodeRow[]) => void): Promise<Unsubscribe>;
  /** Local: a new recovery code to be written down. The one there is stays valid, and the same one is shown again until it is given up. */
  beginRecoveryCode(): CommandResult<NewRecoveryCode>;
  /** Typed-back groups, then online: from now on the new code is valid and the old one is not (CODE-1). Again after a lost answer. */
  completeRecoveryCode(typed: readonly [string, string]): Promise<Result<void, ReplaceCodeError>>;
  /** Forgets the code that was shown. */
  cancelRecoveryCode(): Promise<void>;
}
