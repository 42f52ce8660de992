/**
 * What a screen (or a headless device) may ask of the engine (ENG-1). Commands return when their effect is durable on this device;
 * they never wait for the network unless they say "online". Views deliver a first window and then patches. Everything here is plain
 * data that survives structured clone: no document, no key, no class instance crosses this line.
 */
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { Card } from '../schema/card.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { GroupKind, Posting, Priority } from '../schema/message-values.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Me, ProfileChange } from '../wire/http.ts';
import type { Profession, Role } from '../wire/organisation-chain.ts';
import type { SpaceEvent } from './space-events.ts';

export type { Card, CardKind } from '../schema/card.ts';
export type { MessageDetails } from '../schema/message.ts';
// biome-ignore lint/performance/noBarrelFile: screens may import this door alone, and these values bring nothing along
export {
  GROUP_KINDS,
  type GroupKind,
  maxGroupPictureBytes,
  maxMentions,
  maxTextCharacters,
  POSTING,
  type Posting,
  PRIORITIES,
  type Priority,
  REACTIONS,
  type Reaction,
} from '../schema/message-values.ts';
export type { Me, ProfileChange } from '../wire/http.ts';
export type { Profession, Role } from '../wire/organisation-chain.ts';
export type { SpaceEvent } from './space-events.ts';

/** Why a command failed. `offline`: the server could not be reached; nothing was lost. */
export type CommandError =
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown' }
  | { readonly type: 'not-ready' }
  | { readonly type: 'unknown-person' }
  | { readonly type: 'unknown-conversation' }
  /** I am no member of this group any more. */
  | { readonly type: 'not-member' }
  /** Only administrators of the group may do this; or the message is not mine, or too old to be recalled. */
  | { readonly type: 'not-allowed' }
  | { readonly type: 'too-long' }
  | { readonly type: 'storage-full' };
export type CommandResult<T> = Promise<Result<T, CommandError>>;

/** KEY-1: what the self-test found missing. */
export type Unsupported = 'storage' | 'key-storage' | 'crypto' | 'locks';

export type EngineState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'unsupported'; readonly missing: Unsupported }
  /** Nobody has an account on this browser profile. */
  | { readonly phase: 'signed-out' }
  /** Keys made, code shown, nothing sent yet. */
  | { readonly phase: 'enrolling' }
  /** Signed in with the password, but this browser has no keys of hers: the recovery code makes it a device. */
  | { readonly phase: 'needs-recovery'; readonly me: Me }
  | { readonly phase: 'pending'; readonly me: Me; readonly comparisonCode: string }
  | {
      readonly phase: 'ready';
      readonly me: Me;
      readonly session: 'valid' | 'expired' | 'suspended';
      readonly organisationName: string;
    }
  /** This device was revoked or the account refused; local data stays until she signs out. */
  | { readonly phase: 'stopped'; readonly code: ErrorCode; readonly me: Me };

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
}

export type RecoverError = CommandError | { readonly type: 'mistyped' } | { readonly type: 'wrong-code' };
export type ConfirmError = CommandError | { readonly type: 'groups-differ' };

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
}
/** Why a log was stopped: see docs/protocol.md SYNC-12. */
export type StopReason = 'gap' | 'fork' | 'rollback' | 'signature' | 'unreadable' | 'membership' | 'malformed';

export interface Person {
  readonly user: UserId;
  readonly name: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly extension: string;
  readonly languages: readonly string[];
  /** Path of the photo on this server, or undefined. */
  readonly photoUrl: string | undefined;
  /** ORG-5: the name shown is the one an administrator's device signed; `unverified` people cannot be written to. */
  readonly trust: 'bound' | 'unverified';
}

/** queued: only here · sent: on the server · delivered: on a device of hers · read: shown to her. */
export const DELIVERY = ['queued', 'sent', 'delivered', 'read'] as const;
export type Delivery = (typeof DELIVERY)[number];

export interface GroupMember {
  readonly user: UserId;
  readonly admin: boolean;
  /** Asked for here, not written yet. */
  readonly waiting: 'add' | 'remove' | undefined;
}
/** What a list needs of a group. */
export interface GroupSummary {
  /** Empty until its settings arrived. */
  readonly name: string;
  readonly kind: GroupKind;
  readonly picture: Uint8Array | undefined;
  readonly members: number;
  /** I left, or was removed: nothing can be written any more, what is here stays readable. */
  readonly ended: 'left' | 'removed' | undefined;
}
export interface Group extends GroupSummary {
  readonly id: SpaceId;
  readonly description: string;
  readonly posting: Posting;
  readonly forwarding: boolean;
  readonly people: readonly GroupMember[];
  readonly admin: boolean;
  /** Posting is open to me. */
  readonly mayPost: boolean;
  /** It exists only on this device so far. */
  readonly waiting: boolean;
  /** Members who joined within the last day: shown before the first message after. */
  readonly newcomers: readonly UserId[];
}
export interface GroupForm {
  readonly name: string;
  readonly description: string;
  readonly kind: GroupKind;
  readonly picture: Uint8Array | undefined;
  readonly members: readonly UserId[];
}
export interface GroupChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly kind?: GroupKind | undefined;
  /** Empty: none. */
  readonly picture?: Uint8Array | undefined;
  readonly posting?: Posting | undefined;
  readonly forwarding?: boolean | undefined;
}

/** With whom: a colleague or a group. */
export type ConversationPeer =
  | { readonly kind: 'direct'; readonly with: Person }
  | { readonly kind: 'group'; readonly group: GroupSummary };

interface ConversationFacts {
  readonly id: SpaceId;
  readonly last:
    | {
        /** Empty when it was recalled. */
        readonly text: string;
        readonly recalled: boolean;
        /** Whose; undefined in rows of before authors were kept. */
        readonly author: UserId | undefined;
        readonly mine: boolean;
        readonly atMs: number;
        readonly priority: Priority;
        readonly delivery: Delivery | undefined;
      }
    | undefined;
  readonly unread: number;
  readonly unreadUrgent: number;
  /** Of the unread: messages that name me. */
  readonly unreadMentions: number;
  readonly muted: boolean;
  readonly archived: boolean;
  /** The newest urgent that was not shown yet: it stays on top even when something calmer came after it. */
  readonly urgent: { readonly text: string; readonly atMs: number } | undefined;
  readonly draft: string;
  /** Sort key, newest first: of the last message; while there is none, of the last change of the draft. */
  readonly atMs: number;
}

export type ConversationRow = ConversationFacts & ConversationPeer;

/** The message that another one answers, as it reads now. */
export interface Quote {
  readonly id: MessageId;
  readonly sentAtMs: number;
  /** Undefined: it is older than what is loaded, or is not there. */
  readonly found:
    | { readonly author: UserId; readonly text: string; readonly recalled: boolean; readonly priority: Priority }
    | undefined;
}
export interface ReactionRow {
  /** One of REACTIONS, or a word of a later version. */
  readonly word: string;
  readonly users: readonly UserId[];
  readonly mine: boolean;
}

export interface MessageRow {
  readonly type: 'message';
  readonly id: MessageId;
  readonly author: UserId;
  readonly mine: boolean;
  /** As it reads now; empty when it was recalled. */
  readonly text: string;
  readonly priority: Priority;
  /** When it was written, corrected by the server's clock where the device's was off by more than a day. */
  readonly sentAtMs: number;
  /** Set when it arrived more than a minute after it was written: "written at …, arrived at …". */
  readonly arrivedAtMs: number | undefined;
  /** Own messages only. */
  readonly delivery: Delivery | undefined;
  /** Own messages in groups: of `of` others, how many received and read it. */
  readonly seenBy: { readonly delivered: number; readonly read: number; readonly of: number } | undefined;
  /** Still a pending row: can be edited or deleted without a trace. */
  readonly editable: boolean;
  readonly replyTo: Quote | undefined;
  readonly mentions: readonly UserId[];
  readonly forwarded: boolean;
  readonly card: Card | undefined;
  readonly edited:
    | { readonly atMs: number; readonly earlier: readonly { readonly text: string; readonly atMs: number }[] }
    | undefined;
  readonly recalledAtMs: number | undefined;
  /** Mine, sent, and young enough. */
  readonly recallable: boolean;
  readonly reactions: readonly ReactionRow[];
  readonly pinned: boolean;
  readonly starred: boolean;
}
/** A change of members or key, from the signed record. */
export interface EventRow {
  readonly type: 'event';
  /** "event-" and its place in the space. */
  readonly id: string;
  readonly atMs: number;
  readonly event: SpaceEvent;
}
/** Written by a version of SANAD that knows more than this one: "update to read this". */
export interface LaterRow {
  readonly type: 'later';
  readonly id: MessageId;
  readonly author: UserId;
  readonly sentAtMs: number;
}
export type ThreadRow = MessageRow | EventRow | LaterRow;

/** How far one person is with a message. */
export interface ReceiptRow {
  readonly user: UserId;
  readonly state: 'sent' | 'delivered' | 'read';
}

/** A keyed list: `order` holds every id of the window, oldest (messages) or newest (conversations) first. */
export type ListUpdate<Row, Meta> =
  | { readonly type: 'reset'; readonly rows: readonly Row[]; readonly meta: Meta }
  | { readonly type: 'patch'; readonly put: readonly Row[]; readonly order: readonly string[]; readonly meta: Meta };

export interface MessageWindowMeta {
  readonly conversation: ConversationRow | undefined;
  readonly hasOlder: boolean;
  /** First message that was unread when the view was opened: the divider stays there while she reads. */
  readonly firstUnread: MessageId | undefined;
  readonly draft: { readonly text: string; readonly priority: Priority };
  readonly group: Group | undefined;
  /** Newest first. */
  readonly pinned: readonly MessageRow[];
  /** Until when the thread is not announced; undefined: it is. */
  readonly mutedUntilMs: number | undefined;
}

/** A message that exists only on this device. */
export interface WaitingRow {
  readonly id: MessageId;
  readonly conversation: SpaceId;
  readonly peer: ConversationPeer;
  readonly message: MessageRow;
}

export interface PendingPerson {
  readonly user: UserId;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly createdAtMs: number;
  /** 8 symbols; must equal what the person's own pending page shows. */
  readonly comparisonCode: string;
}

export type Unsubscribe = () => void;

export interface EngineApi {
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

  /** Self-test, keys, recovery code. Local: works before any request. Calling it again keeps the keys and takes the new form. */
  beginSignUp(form: SignUpForm): CommandResult<EnrolmentCodes>;
  /** Typed-back groups, then the one sign-up request (online). The state becomes `pending` (or `ready` for the first administrator). */
  completeSignUp(typed: readonly [string, string]): Promise<Result<void, ConfirmError>>;
  /** Back from `enrolling` to `signed-out`, forgetting the keys that were made. */
  cancelSignUp(): Promise<void>;
  /** Online. The state becomes `pending`, `needs-recovery` or `ready`. */
  signIn(login: string, password: string): CommandResult<void>;
  /** Online: makes this browser a device with the recovery code alone, nobody else needed. */
  recover(code: string, deviceLabel: string): Promise<Result<void, RecoverError>>;
  /** While pending: asks the server now (also done on its own every few seconds while the page is open). */
  checkApproval(): CommandResult<void>;
  /** Clears this device. Refuses with the number of messages that still wait, unless `force`. */
  signOut(options: {
    readonly force: boolean;
  }): Promise<{ readonly done: true } | { readonly done: false; readonly waiting: number }>;

  /** The direct conversation with a colleague; made on this device if it does not exist yet (also offline). */
  openDirect(user: UserId): CommandResult<SpaceId>;
  sendMessage(conversation: SpaceId, text: string, priority: Priority, details?: MessageDetails): CommandResult<MessageId>;
  /** A new group, also offline: it is here at once and reaches the others when the server can be reached. */
  createGroup(form: GroupForm): CommandResult<SpaceId>;
  /** Administrators of the group. */
  changeGroup(conversation: SpaceId, change: GroupChange): CommandResult<void>;
  addMembers(conversation: SpaceId, users: readonly UserId[]): CommandResult<void>;
  removeMember(conversation: SpaceId, user: UserId): CommandResult<void>;
  setAdministrator(conversation: SpaceId, user: UserId, admin: boolean): CommandResult<void>;
  leaveGroup(conversation: SpaceId): CommandResult<void>;
  /** Own messages. */
  editMessage(conversation: SpaceId, message: MessageId, text: string, mentions: readonly UserId[]): CommandResult<void>;
  /** Own messages, while `recallable`. */
  recallMessage(conversation: SpaceId, message: MessageId): CommandResult<void>;
  /** Empty: takes it back. */
  react(conversation: SpaceId, message: MessageId, word: string): CommandResult<void>;
  pinMessage(conversation: SpaceId, message: MessageId, pinned: boolean): CommandResult<void>;
  /** Only for me, on this device. */
  starMessage(conversation: SpaceId, message: MessageId, starred: boolean): CommandResult<void>;
  /** Sends a copy, marked as forwarded. Refused where the group forbids it. */
  forwardMessage(conversation: SpaceId, message: MessageId, to: SpaceId): CommandResult<MessageId>;
  /** Own messages: who has received and read it. */
  receipts(conversation: SpaceId, message: MessageId): CommandResult<readonly ReceiptRow[]>;
  /** 0: not muted any more. Urgent messages pass all the same. */
  muteConversation(conversation: SpaceId, untilMs: number): CommandResult<void>;
  archiveConversation(conversation: SpaceId, archived: boolean): CommandResult<void>;
  /** While it is `editable`. */
  editWaiting(conversation: SpaceId, message: MessageId, text: string, priority: Priority): CommandResult<void>;
  deleteWaiting(conversation: SpaceId, message: MessageId): CommandResult<void>;
  saveDraft(conversation: SpaceId, text: string, priority: Priority): CommandResult<void>;
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

  /** Administrators, online. */
  pendingPeople(): CommandResult<readonly PendingPerson[]>;
  approve(user: UserId, role: Role): CommandResult<void>;
  refuse(user: UserId): CommandResult<void>;

  /** Stops timers and sockets; the instance is of no use afterwards. */
  close(): Promise<void>;
}
