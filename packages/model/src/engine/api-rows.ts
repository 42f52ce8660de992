/** What screens are shown: rows of lists, and what stands beside them (ENG-2). Plain data, as all that crosses the engine's line. */

import type { MessageId, PhraseId, SpaceId, UserId } from '../ids.ts';
import type { Attachment } from '../schema/attachment-values.ts';
import type { CallRecord } from '../schema/call-record-values.ts';
import type { Card, CardKind } from '../schema/card-values.ts';
import type { GroupHistory, GroupKind, Posting, Priority, Regrant } from '../schema/message-values.ts';
import type { Profession } from '../wire/profession.ts';
import type { AttachmentRow, FilesSummary } from './api-files.ts';
import type { UrgentForm, UrgentRow } from './api-urgent.ts';
import type { SpaceEvent } from './space-events.ts';

/** Why a log was stopped: see docs/protocol.md SYNC-12. */
export type StopReason = 'gap' | 'fork' | 'rollback' | 'signature' | 'unreadable' | 'membership' | 'malformed';

export interface Person {
  readonly user: UserId;
  readonly name: string;
  readonly profession: Profession;
  readonly unit: string;
  readonly extension: string;
  readonly languages: readonly string[];
  /** In her own words; nobody vouches for them (DIR-1). */
  readonly specialities: readonly string[];
  /** Path of the photo on this server, or undefined. */
  readonly photoUrl: string | undefined;
  /** ORG-5: the name shown is the one an administrator's device signed; `unverified` people cannot be written to. */
  readonly trust: 'bound' | 'unverified';
  /** She left the directory: suspended, or her account erased (DIR-4). Then `unverified`. */
  readonly gone?: true;
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
  /** EPOCH-16: it goes on in this group; here nothing more is written. */
  readonly next: SpaceId | undefined;
  /** It is open, and to me. */
  readonly mayPost: boolean;
  /** The first group of its line, itself where it continues none: all parts look alike. */
  readonly origin: SpaceId;
}
export interface Group extends GroupSummary {
  readonly id: SpaceId;
  readonly description: string;
  readonly posting: Posting;
  readonly forwarding: boolean;
  /** Pictures are shown blurred until somebody asks for one. */
  readonly sensitive: boolean;
  /** Everybody whom the organisation knows belongs to it, also who comes later (EPOCH-17). */
  readonly everyone: boolean;
  readonly history: GroupHistory;
  readonly regrant: Regrant;
  /** It goes on from another group, whether or not I may read that one. */
  readonly continues: boolean;
  /** Those of them that are on this device, oldest first. */
  readonly earlier: readonly SpaceId[];
  readonly people: readonly GroupMember[];
  readonly admin: boolean;
  /** It exists only on this device so far. */
  readonly waiting: boolean;
  /** Members who joined within the last day: shown before the first message after. */
  readonly newcomers: readonly UserId[];
}
/** A group of mine, seen from a colleague. */
export interface GroupWith {
  readonly id: SpaceId;
  /** False: I may add her. */
  readonly isIn: boolean;
  readonly history: GroupHistory;
}
export interface GroupForm {
  readonly name: string;
  readonly description: string;
  readonly kind: GroupKind;
  readonly picture: Uint8Array | undefined;
  /** `full` unless told. */
  readonly history?: GroupHistory | undefined;
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
  readonly sensitive?: boolean | undefined;
  /** Administrators of the organisation alone. */
  readonly everyone?: boolean | undefined;
  readonly history?: GroupHistory | undefined;
  readonly regrant?: Regrant | undefined;
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
        /** What it carries: a message may have no words. */
        readonly files: FilesSummary | undefined;
        /** It tells of a call that is over. */
        readonly call: CallRecord | undefined;
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
  /** The colleague of a direct conversation has SANAD before her (EPH-3); false where either of us does not show it. */
  readonly reachable: boolean;
  /** RESET-7: my identity is new, and nobody has confirmed it there yet: the messages come back when a member does. */
  readonly locked: boolean;
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
    | {
        readonly author: UserId;
        readonly text: string;
        readonly recalled: boolean;
        readonly priority: Priority;
        readonly files?: FilesSummary | undefined;
      }
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
  /** DOC-15: it was written to whoever has this role. */
  readonly role: string | undefined;
  readonly card: Card | undefined;
  /** None when it was recalled. */
  readonly attachments: readonly AttachmentRow[];
  /** It tells of a call that is over (CALL-11): without words, and a line stands for it. */
  readonly call: CallRecord | undefined;
  readonly edited:
    | { readonly atMs: number; readonly earlier: readonly { readonly text: string; readonly atMs: number }[] }
    | undefined;
  readonly recalledAtMs: number | undefined;
  /** Mine, sent, and young enough. */
  readonly recallable: boolean;
  readonly reactions: readonly ReactionRow[];
  readonly pinned: boolean;
  readonly starred: boolean;
  /** Of an urgent message: what it asks for and what was answered. */
  readonly urgent: UrgentRow | undefined;
}
/** A pinned message as it reads now, its beginning. */
export interface PinnedRow {
  readonly id: MessageId;
  readonly author: UserId;
  readonly mine: boolean;
  readonly text: string;
  readonly files?: FilesSummary | undefined;
  readonly priority: Priority;
  readonly sentAtMs: number;
}
/** A change of members or key, from the signed record. */
export interface EventRow {
  readonly type: 'event';
  /** "event-" and its place in the space, "device-" and the device, or "identity-", the person and the position of the reset. */
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

export interface SearchQuery {
  /** Words: each must begin a word of the message. Empty: everything that the filters leave. */
  readonly text: string;
  readonly conversation?: SpaceId | undefined;
  readonly person?: UserId | undefined;
  readonly priority?: Priority | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** 50 unless told. */
  readonly limit?: number | undefined;
}
export interface SearchHit {
  readonly id: MessageId;
  readonly conversation: SpaceId;
  readonly author: UserId;
  readonly text: string;
  readonly files?: FilesSummary | undefined;
  readonly priority: Priority;
  readonly sentAtMs: number;
}
export interface SearchResult {
  /** Newest first. */
  readonly hits: readonly SearchHit[];
  /** Messages on this device that were looked through, and since when. */
  readonly searched: number;
  readonly sinceMs: number | undefined;
  readonly hasMore: boolean;
}

/** How far one person is with a message. */
export interface ReceiptRow {
  readonly user: UserId;
  readonly state: 'sent' | 'delivered' | 'read';
  /** By the server's time, as her device said it; undefined: not yet, or not known any more. */
  readonly deliveredAtMs: number | undefined;
  readonly readAtMs: number | undefined;
}

/** A keyed list: `order` holds every id of the window, oldest (messages) or newest (conversations) first. */
export type ListUpdate<Row, Meta> =
  | { readonly type: 'reset'; readonly rows: readonly Row[]; readonly meta: Meta }
  | { readonly type: 'patch'; readonly put: readonly Row[]; readonly order: readonly string[]; readonly meta: Meta };

/** What is being written in a conversation. */
export interface DraftState {
  readonly text: string;
  readonly priority: Priority;
  readonly replyTo: Quote | undefined;
  readonly mentions: readonly UserId[];
  /** Sealed on this device, to be sent with it; they do not travel with a draft. */
  readonly attachments: readonly Attachment[];
  /** What it will ask for when it is sent as urgent; undefined: what is usual. */
  readonly urgent: UrgentForm | undefined;
  /** The newest words are of another device of hers. */
  readonly isElsewhere: boolean;
}

export interface MessageWindowMeta {
  readonly conversation: ConversationRow | undefined;
  readonly hasOlder: boolean;
  /** First message that was unread when the view was opened: the divider stays there while she reads. */
  readonly firstUnread: MessageId | undefined;
  readonly draft: DraftState;
  /** Forms that were begun here, newest first. */
  readonly cardDrafts: readonly CardDraft[];
  /** Colleagues who are writing now. */
  readonly typing: readonly UserId[];
  readonly group: Group | undefined;
  /** Newest first, also those that are older than the window. */
  readonly pinned: readonly PinnedRow[];
  /** Until when the thread is not announced; undefined: it is. */
  readonly mutedUntilMs: number | undefined;
}

/** A form that was begun and not sent. */
export interface CardDraft {
  readonly kind: CardKind;
  /** One text per field of its kind, as they were typed. */
  readonly texts: readonly string[];
  readonly priority: Priority;
  /** The own message that is being changed, or the one that is answered with a synthesis; undefined: a new message. */
  readonly message: MessageId | undefined;
}

/** A phrase that is kept to be written again (DOC-14). */
export interface PhraseRow {
  readonly id: PhraseId;
  readonly text: string;
  /** Of all members of this group; undefined: my own. */
  readonly group: { readonly id: SpaceId; readonly name: string } | undefined;
  /** I may change it. */
  readonly editable: boolean;
  /** How often it was chosen on this device. */
  readonly uses: number;
}

/** A message that exists only on this device. */
export interface WaitingRow {
  readonly id: MessageId;
  readonly conversation: SpaceId;
  readonly peer: ConversationPeer;
  readonly message: MessageRow;
}

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
