/**
 * What a screen (or a headless device) may ask of the engine (ENG-1). Commands return when their effect is durable on this device;
 * they never wait for the network unless they say "online". Views deliver a first window and then patches. Everything here is plain
 * data that survives structured clone: no document, no key, no class instance crosses this line. Screens import from here alone; what
 * concerns accounts, administration, the lock, trust, urgent messages, files and calls stands in api-account.ts, api-admin.ts, api-lock.ts, api-trust.ts, api-urgent.ts,
 * api-files.ts, api-calls.ts, api-group-calls.ts, api-portraits.ts, api-calendar.ts and api-reminders.ts.
 */
import type { DeviceId, MessageId, PhraseId, SpaceId, UserId } from '../ids.ts';
import type { Card } from '../schema/card-values.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { Priority } from '../schema/message-values.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Me, ProfileChange } from '../wire/http.ts';
import type { AccountApi } from './api-account.ts';
import type { AdminApi } from './api-admin.ts';
import type { AnnouncementApi } from './api-announcements.ts';
import type { AuditApi } from './api-audit.ts';
import type { CalendarApi } from './api-calendar.ts';
import type { CallsApi } from './api-calls.ts';
import type { FilesApi } from './api-files.ts';
import type { GroupCallsApi } from './api-group-calls.ts';
import type { LockApi, LockedState } from './api-lock.ts';
import type { PortraitApi } from './api-portraits.ts';
import type { ReminderApi } from './api-reminders.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';
import type {
  CardDraft,
  ConversationRow,
  GroupChange,
  GroupForm,
  GroupWith,
  ListUpdate,
  MessageWindowMeta,
  Person,
  PhraseRow,
  ReceiptRow,
  SearchQuery,
  SearchResult,
  SyncState,
  ThreadRow,
  WaitingRow,
} from './api-rows.ts';
import type { RulesApi } from './api-rules.ts';
import type { TrustApi } from './api-trust.ts';
import type { UrgentApi, UrgentForm } from './api-urgent.ts';

// biome-ignore lint/performance/noBarrelFile: screens may import this door alone, and these values bring nothing along
export { ANSWERS, type AnswerWord, NEEDS, type Need, takeBackMs } from '../answers.ts';
export { SCOPES, type Scope } from '../calendar/change-event.ts';
export type { Beside, FieldConflict, Rival } from '../calendar/fold-event.ts';
export type { RosterFault, Swap } from '../calendar/roster.ts';
export { FREQUENCIES, formatRule, parseRule, type Rule, type RuleDay } from '../calendar/rule.ts';
export { SKIP_REASONS, type Skipped, type SkipReason } from '../calendar/skip-reasons.ts';
export { zoneOf, zoneOrUtc } from '../calendar/zones.ts';
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
  CONSENTS,
  type Consent,
  maxAttachments,
  maxFileNameCharacters,
  maxThumbnailBytes,
  maxThumbnailsBytes,
  maxWaveformBytes,
} from '../schema/attachment-values.ts';
export { type CallRecord, isMissedCall } from '../schema/call-record-values.ts';
export {
  CARD_FIELDS,
  CARD_KINDS,
  type Card,
  type CardKind,
  cardText,
  isSynthesis,
  maxCardFieldCharacters,
} from '../schema/card-values.ts';
export { EVENT_LIMITS } from '../schema/event-limits.ts';
export { type EventFields, type EventStart, type EventState, RSVPS, type Rsvp, type SwapWord } from '../schema/event-values.ts';
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
export { DEADLINES_MS } from '../schema/urgent-values.ts';
export { hasUnseen } from '../unseen.ts';
export type { AccountExport, OwnSession } from '../wire/account.ts';
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
export type { AuditEntry } from '../wire/audit.ts';
export { AUDIT_ACTS, type AuditAct, type AuditGroup } from '../wire/audit-acts.ts';
export { markedLabel, type SharedComputer } from '../wire/computer.ts';
export type { Me, ProfileChange } from '../wire/http.ts';
export type { InvitationLook } from '../wire/invitation.ts';
export { type InvitationLink, invitationFragment, parseInvitationFragment } from '../wire/invitation-link.ts';
export type { Role } from '../wire/organisation-chain.ts';
export { administers, type Permission, permits } from '../wire/permissions.ts';
export type { FilePolicy, Policy, UrgentPolicy } from '../wire/policy.ts';
export {
  FACTOR_NEEDS,
  type FactorNeed,
  FORWARDINGS,
  type Forwarding,
  PREVIEWS,
  type Preview,
  passwordBounds,
  REGISTRATIONS,
  type Registration,
} from '../wire/policy-values.ts';
export type { Profession } from '../wire/profession.ts';
export type { Unit } from '../wire/unit.ts';
export type * from './api-account.ts';
export type * from './api-admin.ts';
export type * from './api-announcements.ts';
export type * from './api-audit.ts';
export type * from './api-calendar.ts';
export type * from './api-calls.ts';
export {
  type Attachment,
  type AttachmentRow,
  FILE_KINDS,
  type FileError,
  type FileKind,
  type FilePlace,
  type FileResult,
  type FileSource,
  type FilesSummary,
  type ImageFacts,
  type LibraryRow,
  type NewFile,
  type StorageUse,
  type Transfer,
  type VoiceFacts,
} from './api-files.ts';
export type * from './api-group-calls.ts';
export {
  IDLE_MINUTES,
  type IdleMinutes,
  type LockedState,
  type LockMethod,
  type LockMethods,
  type LockProof,
  type LockSettings,
  type PrfRequest,
  type SetLockError,
  type UnlockError,
} from './api-lock.ts';
export type * from './api-portraits.ts';
export type * from './api-reminders.ts';
export type * from './api-result.ts';
export type * from './api-rows.ts';
export { DELIVERY } from './api-rows.ts';
export type * from './api-rules.ts';
export {
  type PersonTrust,
  type SafetyNumber,
  TRUST_FAULTS,
  type TrustFault,
  type TrustFaultKind,
  type TrustState,
} from './api-trust.ts';
export {
  type AlertRow,
  type Cue,
  defaultForm,
  type LadderRow,
  type NotificationSettings,
  type PushInfo,
  type SoundCue,
  type UrgentAnswer,
  type UrgentForm,
  type UrgentItem,
  type UrgentPhase,
  type UrgentRow,
  type UrgentRules,
} from './api-urgent.ts';
export { filesSummary } from './files/files-summary.ts';
export type { DeviceReport } from './report.ts';
export type { SpaceEvent } from './space-events.ts';

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
      /** Of a refused request: what the administration said of it, where it did. */
      readonly reason?: string | undefined;
      readonly me: Me;
      readonly isEmptied: boolean;
      readonly isReset: boolean;
    };

/** The session of this browser belongs to a device of hers whose keys are not here any more: the browser erased them (STORE-2). */
export interface LostDevice {
  readonly device: DeviceId;
  readonly label: string;
}

export interface EngineApi
  extends AccountApi,
    AdminApi,
    AuditApi,
    RulesApi,
    AnnouncementApi,
    LockApi,
    TrustApi,
    UrgentApi,
    FilesApi,
    CallsApi,
    GroupCallsApi,
    CalendarApi,
    PortraitApi,
    ReminderApi {
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
  /** Everybody but me. Across threads they come in parts: with `isMore` others of the same moment follow. */
  onDirectory(listener: (people: readonly Person[], isMore: boolean) => void): Promise<Unsubscribe>;
  /** Groups that she and I belong to, and those to which I may add her (DIR-5); in no order. */
  onGroupsWith(user: UserId, listener: (groups: readonly GroupWith[]) => void): Promise<Unsubscribe>;
  /** My phrases and those of the groups I belong to, in no order. */
  onPhrases(listener: (phrases: readonly PhraseRow[]) => void): Promise<Unsubscribe>;
  /** Colleagues whom I marked as favourites, in no order. */
  onFavourites(listener: (users: readonly UserId[]) => void): Promise<Unsubscribe>;
  /** Whether I show that I am here. */
  onPresenceShown(listener: (isShown: boolean) => void): Promise<Unsubscribe>;
  /** Whether I show what I have read. */
  onReadsShown(listener: (areShown: boolean) => void): Promise<Unsubscribe>;

  /** The direct conversation with a colleague; made on this device if it does not exist yet (also offline). */
  openDirect(user: UserId): CommandResult<SpaceId>;
  /** With a form in `details` its words are the text (`cardText`). With files the text may be empty. */
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
  /** Sends a copy, marked as forwarded; an urgent one as medium by whom the rules do not let (ORG-10). Refused where the group forbids it. */
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
  /** Show what I have read, and see it of others (MARK-9). On unless told; what I answer to urgent messages is told all the same. */
  showReads(areShown: boolean): CommandResult<void>;
  /** On all my devices (DIR-3). */
  setFavourite(user: UserId, isFavourite: boolean): CommandResult<void>;
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
    details?: Pick<MessageDetails, 'replyTo' | 'mentions' | 'attachments'> & { readonly urgent?: UrgentForm | undefined },
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

  /** Stops timers and sockets; the instance is of no use afterwards. */
  close(): Promise<void>;
}
