/**
 * What a screen (or a headless device) may ask of the engine (ENG-1). Commands return when their effect is durable on this device;
 * they never wait for the network unless they say "online". Views deliver a first window and then patches. Everything here is plain
 * data that survives structured clone: no document, no key, no class instance crosses this line.
 */
import type { DeviceId, MessageId, PhraseId, SpaceId, UserId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { Card } from '../schema/card-values.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { Priority } from '../schema/message-values.ts';
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
import type { ErrorCode } from '../wire/error-code.ts';
import type { Me, ProfileChange } from '../wire/http.ts';
import type { Profession, Role } from '../wire/organisation-chain.ts';
import type { LockApi, LockedState } from './api-lock.ts';
import type {
  CardDraft,
  ConversationRow,
  DeviceRow,
  GroupChange,
  GroupForm,
  ListUpdate,
  MessageWindowMeta,
  PendingPerson,
  Person,
  PhraseRow,
  ReceiptRow,
  RecoveryCodeRow,
  ResetRequestRow,
  SafetyNumber,
  SearchQuery,
  SearchResult,
  StopReason,
  ThreadRow,
  TrustState,
  WaitingRow,
} from './api-rows.ts';

// biome-ignore lint/performance/noBarrelFile: screens may import this door alone, and these values bring nothing along
export {
  maxPassphraseCharacters,
  maxPinDigits,
  minPassphraseCharacters,
  minPinDigits,
  SECRET_KINDS,
  type SecretKind,
  secretFault,
} from '../crypto/lock-secret.ts';
export {
  CARD_FIELDS,
  CARD_KINDS,
  type Card,
  type CardKind,
  cardText,
  isSynthesis,
  maxCardFieldCharacters,
} from '../schema/card-values.ts';
export { foldText } from '../schema/fold-text.ts';
export type { MessageDetails } from '../schema/message.ts';
export {
  GROUP_KINDS,
  type GroupHistory,
  type GroupKind,
  HISTORIES,
  maxGroupPictureBytes,
  maxMentions,
  maxPhraseCharacters,
  maxPhrases,
  maxTextCharacters,
  POSTING,
  type Posting,
  PRIORITIES,
  type Priority,
  REACTIONS,
  REGRANTS,
  type Reaction,
  type Regrant,
} from '../schema/message-values.ts';
export type {
  AccountSecurity,
  NewSecondFactor,
  PasskeyAssertion,
  PasskeyCreated,
  PasskeyCreation,
  PasskeyEntry,
  PasskeyRequest,
  PasswordChange,
} from '../wire/account-security.ts';
export { markedLabel, type SharedComputer } from '../wire/computer.ts';
export type { Me, ProfileChange } from '../wire/http.ts';
export type { Profession, Role } from '../wire/organisation-chain.ts';
export {
  IDLE_MINUTES,
  type IdleMinutes,
  type LockedState,
  type LockMethod,
  type LockMethods,
  type LockProof,
  type LockSettings,
  type PasskeyRequest as LockPasskeyRequest,
  type SetLockError,
  type UnlockError,
} from './api-lock.ts';
export type {
  CardDraft,
  ConversationPeer,
  ConversationRow,
  Delivery,
  DeviceRow,
  DraftState,
  EventRow,
  Group,
  GroupChange,
  GroupForm,
  GroupMember,
  GroupSummary,
  LaterRow,
  ListUpdate,
  MessageRow,
  MessageWindowMeta,
  PendingPerson,
  Person,
  PersonTrust,
  PhraseRow,
  PinnedRow,
  Quote,
  ReactionRow,
  ReceiptRow,
  RecoveryCodeRow,
  ResetRequestRow,
  SafetyNumber,
  SearchHit,
  SearchQuery,
  SearchResult,
  StopReason,
  ThreadRow,
  TrustFault,
  TrustFaultKind,
  TrustState,
  WaitingRow,
} from './api-rows.ts';
export { DELIVERY, TRUST_FAULTS } from './api-rows.ts';
export type { SpaceEvent } from './space-events.ts';

/** Why a command failed. `offline`: the server could not be reached; nothing was lost. */
export type CommandError =
  | { readonly type: 'offline' }
  /** `retryAfterMs`: how long to wait, where the server says so. */
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown'; readonly retryAfterMs?: number }
  | { readonly type: 'not-ready' }
  | { readonly type: 'unknown-person' }
  | { readonly type: 'unknown-conversation' }
  /** I am no member of this group any more. */
  | { readonly type: 'not-member' }
  /** The group goes on in another one (EPOCH-16). */
  | { readonly type: 'continued' }
  /** Only administrators of the group may do this; or the message is not mine, or too old to be recalled. */
  | { readonly type: 'not-allowed' }
  /** TRUST-4: somebody here has another identity than I accepted. */
  | { readonly type: 'identity-changed' }
  | { readonly type: 'too-long' }
  | { readonly type: 'storage-full' };
export type CommandResult<T> = Promise<Result<T, CommandError>>;

/** KEY-1: what the self-test found missing. */
export type Unsupported = 'storage' | 'key-storage' | 'crypto' | 'locks';

export type EngineState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'unsupported'; readonly missing: Unsupported }
  | LockedState
  /** About to lock: screens save what is being written and say `readyToLock` (LOCK-9). */
  | { readonly phase: 'locking' }
  /** Too many wrong guesses at the lock: nothing is kept here any more. */
  | { readonly phase: 'emptied' }
  /** Nobody has an account on this browser profile. */
  | { readonly phase: 'signed-out' }
  /** Keys made, code shown, nothing sent yet. */
  | { readonly phase: 'enrolling' }
  /** Signed in with the password, but this browser has no keys of hers: the recovery code or another device of hers makes it one. */
  | { readonly phase: 'needs-recovery'; readonly me: Me; readonly lost: LostDevice | undefined }
  /** She asked for a new identity. `over`: the request is too old, or another browser of hers asked since (RESET-1). */
  | {
      readonly phase: 'resetting';
      readonly me: Me;
      readonly comparisonCode: string;
      readonly answer: 'waiting' | 'refused' | 'over';
    }
  | { readonly phase: 'pending'; readonly me: Me; readonly comparisonCode: string }
  | {
      readonly phase: 'ready';
      readonly me: Me;
      readonly session: 'valid' | 'expired' | 'suspended';
      readonly organisationName: string;
    }
  /**
   * This device was revoked or the account refused. `isEmptied`: her own chain says so, and nothing is kept here any more (CHAIN-10);
   * otherwise local data stays until she signs out. `isReset`: her chain has a new identity, to which this device does not belong.
   */
  | {
      readonly phase: 'stopped';
      readonly code: ErrorCode;
      readonly me: Me;
      readonly isEmptied: boolean;
      readonly isReset: boolean;
    };

/** The session of this browser belongs to a device of hers whose keys are not here any more: the browser erased them (STORE-2). */
export interface LostDevice {
  readonly device: DeviceId;
  readonly label: string;
}

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

export type Connectivity = 'online' | 'connecting' | 'offline';

export interface SyncState {
  readonly connectivity: Connectivity;
  /** Messages that exist only on this device. */
  readonly waiting: number;
  /** While a backlog leaves: how many of how many. */
  readonly sending: { readonly done: number; readonly total: number } | undefined;
  /** After a reconnection: messages put back at their own time, for the "up to date" strip. */
  readonly arrived: number;
  /** SYNC-12: conversations whose log showed something impossible; each is explained in its thread. */
  readonly stopped: readonly { readonly conversation: SpaceId; readonly reason: StopReason }[];
  readonly retryAtMs: number | undefined;
  /** The server's time minus that of this device, milliseconds (STORE-6); undefined before the server was heard. */
  readonly clockOffsetMs: number | undefined;
  /** Something could not be kept for want of space, and nothing has been since (STORE-5). */
  readonly isStorageFull: boolean;
  /** The browser dropped messages; they are read from the server again (STORE-4). */
  readonly isMending: boolean;
}
export type Unsubscribe = () => void;

export interface EngineApi extends LockApi {
  /** View. */
  onState(listener: (state: EngineState) => void): Promise<Unsubscribe>;
  onSync(listener: (state: SyncState) => void): Promise<Unsubscribe>;
  onConversations(listener: (update: ListUpdate<ConversationRow, { readonly loading: boolean }>) => void): Promise<Unsubscribe>;
  /** The newest `limit` messages; ask again with a larger limit for older ones. Opening it does not mark anything as read. */
  onMessages(
    conversation: SpaceId,
    limit: number,
    listener: (update: ListUpdate<ThreadRow, MessageWindowMeta>) => void,
  ): Promise<Unsubscribe>;
  /** Everything that waits to leave, oldest first, of all conversations. */
  onWaiting(listener: (rows: readonly WaitingRow[]) => void): Promise<Unsubscribe>;
  onDirectory(listener: (people: readonly Person[]) => void): Promise<Unsubscribe>;
  /** My phrases and those of the groups I belong to, in no order. */
  onPhrases(listener: (phrases: readonly PhraseRow[]) => void): Promise<Unsubscribe>;
  /** Whether I show that I am here. */
  onPresenceShown(listener: (isShown: boolean) => void): Promise<Unsubscribe>;

  /** Self-test, keys, recovery code. Local: works before any request. Calling it again keeps the keys and takes the new form. */
  beginSignUp(form: SignUpForm): CommandResult<EnrolmentCodes>;
  /** Typed-back groups, then the one sign-up request (online). The state becomes `pending` (or `ready` for the first administrator). */
  completeSignUp(typed: readonly [string, string]): Promise<Result<void, ConfirmError>>;
  /** Back from `enrolling` to `signed-out`, forgetting the keys that were made. */
  cancelSignUp(): Promise<void>;
  /** Online. The state becomes `pending`, `needs-recovery` or `ready`; or a code is asked for first (AUTH-12). */
  signIn(login: string, password: string): CommandResult<'done' | 'second-factor'>;
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

  /** The direct conversation with a colleague; made on this device if it does not exist yet (also offline). */
  openDirect(user: UserId): CommandResult<SpaceId>;
  /** With a form in `details` its words are the text (`cardText`). */
  sendMessage(conversation: SpaceId, text: string, priority: Priority, details?: MessageDetails): CommandResult<MessageId>;
  /** A new group, also offline: it is here at once and reaches the others when the server can be reached. */
  createGroup(form: GroupForm): CommandResult<SpaceId>;
  /** Administrators of the group. */
  changeGroup(conversation: SpaceId, change: GroupChange): CommandResult<void>;
  /** The group they are members of: this one, or the one in which it goes on where new members read only what is new (EPOCH-16). */
  addMembers(conversation: SpaceId, users: readonly UserId[]): CommandResult<SpaceId>;
  removeMember(conversation: SpaceId, user: UserId): CommandResult<void>;
  setAdministrator(conversation: SpaceId, user: UserId, admin: boolean): CommandResult<void>;
  leaveGroup(conversation: SpaceId): CommandResult<void>;
  /** Own messages. */
  editMessage(
    conversation: SpaceId,
    message: MessageId,
    text: string,
    mentions: readonly UserId[],
    card?: Card,
  ): CommandResult<void>;
  /** Own messages, while `recallable`. */
  recallMessage(conversation: SpaceId, message: MessageId): CommandResult<void>;
  /** Empty: takes it back. */
  react(conversation: SpaceId, message: MessageId, word: string): CommandResult<void>;
  pinMessage(conversation: SpaceId, message: MessageId, pinned: boolean): CommandResult<void>;
  /** Only for me, on this device. */
  starMessage(conversation: SpaceId, message: MessageId, starred: boolean): CommandResult<void>;
  /** Sends a copy, marked as forwarded. Refused where the group forbids it. */
  forwardMessage(conversation: SpaceId, message: MessageId, to: SpaceId): CommandResult<MessageId>;
  /** Everything that is on this device; local. */
  search(query: SearchQuery): CommandResult<SearchResult>;
  /** Own messages: who has received and read it. */
  receipts(conversation: SpaceId, message: MessageId): CommandResult<readonly ReceiptRow[]>;
  /** 0: not muted any more. Urgent messages pass all the same. */
  muteConversation(conversation: SpaceId, untilMs: number): CommandResult<void>;
  archiveConversation(conversation: SpaceId, archived: boolean): CommandResult<void>;
  /** Show that I am here, and see it of others (EPH-5). On unless told. */
  showPresence(isShown: boolean): CommandResult<void>;
  /** While it is `editable`. */
  editWaiting(
    conversation: SpaceId,
    message: MessageId,
    text: string,
    priority: Priority,
    details?: Pick<MessageDetails, 'mentions' | 'card'>,
  ): CommandResult<void>;
  deleteWaiting(conversation: SpaceId, message: MessageId): CommandResult<void>;
  /** Keys are pressed: colleagues who look at this conversation see it, when both are online. */
  noteTyping(conversation: SpaceId): Promise<void>;
  /** Only on this device. Without words: forgets it. It goes by itself when the form is sent or the change is saved. */
  saveCardDraft(conversation: SpaceId, draft: CardDraft): CommandResult<void>;
  /** Without `id` a new one; with `group` one of its administrators' for all members. Empty text is refused. */
  savePhrase(phrase: { readonly id?: PhraseId; readonly text: string; readonly group?: SpaceId }): CommandResult<PhraseId>;
  deletePhrase(id: PhraseId, group?: SpaceId): CommandResult<void>;
  /** It was chosen: counted on this device. */
  notePhrase(id: PhraseId): CommandResult<void>;
  /** Her other devices have it some seconds later. Empty: there is nothing to be sent any more. */
  saveDraft(
    conversation: SpaceId,
    text: string,
    priority: Priority,
    details?: Pick<MessageDetails, 'replyTo' | 'mentions'>,
  ): CommandResult<void>;
  /** She turns away from what she was writing: her other devices have it at once. */
  leaveDraft(): Promise<void>;
  /** This window has the attention of a person, or has it no more: colleagues see that she is reachable, unless she does not want it. */
  noteAttention(isHere: boolean): Promise<void>;
  /**
   * These messages were on screen while the window had the attention of a person. Everything before them counts as read too, except
   * urgent messages and late arrivals (MARK-3): those count only when they were shown themselves.
   */
  markRead(conversation: SpaceId, shown: readonly MessageId[]): CommandResult<void>;
  /** Try the network now. */
  retryNow(): Promise<void>;
  /**
   * SYNC-17, "check again": forgets why a conversation was stopped and asks the server anew, at once or after the next connection. What
   * is still impossible is in `SyncState.stopped` again.
   */
  retryStopped(conversation: SpaceId): CommandResult<void>;
  /** Online when possible: changes what colleagues see; kept and sent later otherwise. */
  updateProfile(change: ProfileChange): CommandResult<Me>;

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

  /** View: verified colleagues, identities that changed, and what the server showed that cannot be. */
  onTrust(listener: (trust: TrustState) => void): Promise<Unsubscribe>;
  /** TRUST-1 */
  safetyNumber(user: UserId): CommandResult<SafetyNumber>;
  /** TRUST-2: what a camera read from her screen. `same` marks her as verified. `unreadable`: it is no safety number. */
  checkSafetyCode(user: UserId, scanned: string): CommandResult<'same' | 'different' | 'unreadable'>;
  /** TRUST-2: they were compared by eye, or the mark is taken back. */
  setVerified(user: UserId, isVerified: boolean): CommandResult<void>;
  /** TRUST-3: her new identity is hers. */
  acceptIdentity(user: UserId): CommandResult<void>;
  /** Online: asks again who is who. How many faults remain. */
  recheckTrust(): CommandResult<number>;

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

  /** View of my recovery codes, the valid one first: from my verified chain. */
  onRecoveryCodes(listener: (codes: readonly RecoveryCodeRow[]) => void): Promise<Unsubscribe>;
  /** Local: a new recovery code to be written down. The one there is stays valid, and the same one is shown again until it is given up. */
  beginRecoveryCode(): CommandResult<NewRecoveryCode>;
  /** Typed-back groups, then online: from now on the new code is valid and the old one is not (CODE-1). Again after a lost answer. */
  completeRecoveryCode(typed: readonly [string, string]): Promise<Result<void, ReplaceCodeError>>;
  /** Forgets the code that was shown. */
  cancelRecoveryCode(): Promise<void>;

  /** Administrators, online. */
  pendingPeople(): CommandResult<readonly PendingPerson[]>;
  approve(user: UserId, role: Role): CommandResult<void>;
  refuse(user: UserId): CommandResult<void>;
  resetRequests(): CommandResult<readonly ResetRequestRow[]>;
  /** Signs the new identity of this device, whose code was compared. It is hers when her device has signed as well. */
  confirmReset(user: UserId, device: DeviceId): CommandResult<void>;
  refuseReset(user: UserId): CommandResult<void>;

  /** Stops timers and sockets; the instance is of no use afterwards. */
  close(): Promise<void>;
}
