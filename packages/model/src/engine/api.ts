/**
 * What a screen (or a headless device) may ask of the engine (ENG-1). Commands return when their effect is durable on this device;
 * they never wait for the network unless they say "online". Views deliver a first window and then patches. Everything here is plain
 * data that survives structured clone: no document, no key, no class instance crosses this line.
 */
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import type { Result } from '../result.ts';
import type { Priority } from '../schema/message-values.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Me, ProfileChange } from '../wire/http.ts';
import type { Profession, Role } from '../wire/organisation-chain.ts';

// biome-ignore lint/performance/noBarrelFile: screens may import this door alone, and these values bring nothing along
export { maxTextCharacters, PRIORITIES, type Priority } from '../schema/message-values.ts';
export type { Me, ProfileChange } from '../wire/http.ts';
export type { Profession, Role } from '../wire/organisation-chain.ts';

/** Why a command failed. `offline`: the server could not be reached; nothing was lost. */
export type CommandError =
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly code: ErrorCode | 'unknown' }
  | { readonly type: 'not-ready' }
  | { readonly type: 'unknown-person' }
  | { readonly type: 'unknown-conversation' }
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

export interface ConversationRow {
  readonly id: SpaceId;
  readonly kind: 'direct';
  readonly with: Person;
  readonly last:
    | {
        readonly text: string;
        readonly mine: boolean;
        readonly atMs: number;
        readonly priority: Priority;
        readonly delivery: Delivery | undefined;
      }
    | undefined;
  readonly unread: number;
  readonly unreadUrgent: number;
  /** The newest urgent that was not shown yet: it stays on top even when something calmer came after it. */
  readonly urgent: { readonly text: string; readonly atMs: number } | undefined;
  readonly draft: string;
  /** Sort key, newest first: of the last message; while there is none, of the last change of the draft. */
  readonly atMs: number;
}

export interface MessageRow {
  readonly id: MessageId;
  readonly author: UserId;
  readonly mine: boolean;
  readonly text: string;
  readonly priority: Priority;
  /** When it was written, corrected by the server's clock where the device's was off by more than a day. */
  readonly sentAtMs: number;
  /** Set when it arrived more than a minute after it was written: "written at …, arrived at …". */
  readonly arrivedAtMs: number | undefined;
  /** Own messages only. */
  readonly delivery: Delivery | undefined;
  /** Still a pending row: can be edited or deleted. */
  readonly editable: boolean;
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
}

/** A message that exists only on this device. */
export interface WaitingRow {
  readonly id: MessageId;
  readonly conversation: SpaceId;
  readonly with: Person;
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
    listener: (update: ListUpdate<MessageRow, MessageWindowMeta>) => void,
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
  sendMessage(conversation: SpaceId, text: string, priority: Priority): CommandResult<MessageId>;
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
