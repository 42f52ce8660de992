/**
 * A call of a group as one device sees it (GROUPCALL-2 … GROUPCALL-8): who is in, whether this device is, and its connection to each of the others. All
 * plain data; the transitions are in group-machine.ts and group-link.ts, the doing at the edge.
 */
import type { DeviceId, SpaceId, UserId } from '../ids.ts';
import type { Exchange } from './exchange.ts';
import type { CallName, GroupSignal, Sends } from './group-signal.ts';
import type { Negotiation } from './negotiation.ts';
import type { Candidate, Description, Picture } from './signal.ts';

/** A mesh: each device sends to each other one. */
export const maxPeople = 6;

/** Somebody who says that she is in: one device of each person, the one that came last. */
export interface Participant extends CallName {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly sinceMs: number;
  readonly sends: Sends;
  readonly handAtMs: number | undefined;
  /** By the clock of this device. */
  readonly heardAtMs: number;
  readonly cameAtMs: number;
}
/** By space, in the order in which they came. */
export type Presence = ReadonlyMap<SpaceId, readonly Participant[]>;

export type LinkPhase =
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  /** It could not be made, and is tried again. */
  | 'unreachable'
  /** CALL-2: somebody spoke in her name who is not she. It stays closed for this stay of hers. */
  | 'forged';
/** Names one connection: my stay, her device and stay, the attempt. What is said of an earlier one comes too late. */
export type LinkName = string;
export interface GroupLink {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly sinceMs: number;
  readonly attempt: number;
  readonly phase: LinkPhase;
  readonly openedAtMs: number;
  /** Connections to her that were opened because she said so: group-back-off.ts. */
  readonly openings: number;
  readonly flowsSinceMs: number | undefined;
  readonly exchange: Exchange;
  readonly negotiation: Negotiation;
  /** She spoke in this attempt. Until then who does not offer says that it is there. */
  readonly isHeard: boolean;
  /** Which picture she wants, and which one of hers is wanted here. */
  readonly sendsPicture: Picture;
  readonly wantsPicture: Picture;
  readonly greetAtMs: number | undefined;
  readonly restartAtMs: number | undefined;
  /** Of the phase. `unreachable`: the next attempt. */
  readonly untilMs: number | undefined;
}
export interface Muting {
  readonly device: DeviceId;
  readonly sinceMs: number;
  readonly left: number;
  readonly atMs: number;
}
export interface Opened {
  readonly user: UserId;
  readonly openings: number;
  readonly openedAtMs: number;
}
/** This device is in, or on its way. */
export interface Stay extends CallName {
  readonly phase: 'opening' | 'in';
  /** For the edge. */
  readonly id: number;
  readonly space: SpaceId;
  /** By the server's clock, once it is in: of two who come at once the later one goes. */
  readonly sinceMs: number;
  /** Nobody was there: it began here. */
  readonly isStarter: boolean;
  readonly sends: Sends;
  readonly handAtMs: number | undefined;
  /** Who muted it last, until it speaks again. */
  readonly mutedBy: UserId | undefined;
  readonly saidAtMs: number;
  readonly sayAtMs: number;
  readonly enteredAtMs: number;
  /** While opening; and of who is left alone. */
  readonly untilMs: number | undefined;
  readonly mutings: readonly Muting[];
  /** Who asked this device for silence, how often it fell silent for her, and when last. */
  readonly silenced: ReadonlyMap<UserId, { readonly times: number; readonly atMs: number }>;
  readonly links: ReadonlyMap<DeviceId, GroupLink>;
  /** The last one first: of people whose connection was closed. */
  readonly opened: readonly Opened[];
}
export type LeaveReason =
  | 'left'
  /** Six others are in. */
  | 'full'
  /** On another device or window of hers. */
  | 'elsewhere'
  /** She is no member any more. */
  | 'removed'
  | 'no-microphone'
  /** Nobody else was there for half an hour. */
  | 'alone';
export interface Left {
  readonly space: SpaceId;
  readonly reason: LeaveReason;
  readonly enteredAtMs: number;
  readonly atMs: number;
}
export interface GroupMachine {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly presence: Presence;
  readonly stay: Stay | undefined;
  /** Why the last one ended, until it was read. */
  readonly left: Left | undefined;
}

export type GroupEvent =
  // the person; `sinceMs` by the server's clock; the others know her by it
  | {
      readonly type: 'join';
      readonly space: SpaceId;
      readonly video: boolean;
      readonly sinceMs: number;
      readonly call: CallName['call'];
    }
  | { readonly type: 'leave' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'hand'; readonly atMs: number | undefined }
  /** A moderator asks for silence: whether she may, the others judge as well. */
  | { readonly type: 'mute'; readonly device: DeviceId; readonly isAdmin: boolean }
  /** Which pictures are shown here. */
  | { readonly type: 'watch'; readonly pictures: ReadonlyMap<DeviceId, Picture> }
  // the others
  | {
      readonly type: 'signal';
      readonly space: SpaceId;
      readonly user: UserId;
      readonly device: DeviceId;
      /** By the signed records of the group. */
      readonly isAdmin: boolean;
      readonly signal: GroupSignal;
    }
  | { readonly type: 'forged'; readonly space: SpaceId; readonly user: UserId; readonly device: DeviceId }
  /** Whose word counts there now: active devices of members; `isMember`: I am one. */
  | { readonly type: 'members'; readonly space: SpaceId; readonly devices: ReadonlySet<DeviceId>; readonly isMember: boolean }
  | Exclude<GroupMediaEvent, { readonly type: 'opened' }>
  | { readonly type: 'opened'; readonly stay: number; readonly sinceMs: number }
  | { readonly type: 'network-changed' }
  | { readonly type: 'tick' };

/** What the edge says that has microphone, camera and connections. `stay`: its `id`. */
export type GroupMediaEvent =
  | { readonly type: 'opened'; readonly stay: number }
  | { readonly type: 'not-opened'; readonly stay: number }
  | { readonly type: 'sends'; readonly stay: number; readonly sends: Sends }
  | { readonly type: 'link'; readonly link: LinkName; readonly said: LinkSaid };
export type LinkSaid =
  | { readonly type: 'offer-needed' }
  | { readonly type: 'described'; readonly description: Description }
  | { readonly type: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'state'; readonly state: 'connected' | 'disconnected' | 'failed' }
  | { readonly type: 'broken' };

/** For the edge, one after the other. */
export type GroupMediaEffect =
  /** Microphone, camera where wanted; it answers with `opened` or `not-opened`. */
  | { readonly type: 'open'; readonly stay: number; readonly video: boolean }
  | { readonly type: 'close'; readonly stay: number }
  | { readonly type: 'silence'; readonly stay: number }
  | { readonly type: 'link-open'; readonly link: LinkName; readonly device: DeviceId }
  | { readonly type: 'link-close'; readonly link: LinkName }
  | { readonly type: 'link-step'; readonly link: LinkName; readonly step: LinkStep }
  | { readonly type: 'link-picture'; readonly link: LinkName; readonly picture: Picture };
export type LinkStep =
  | { readonly type: 'offer' }
  /** An offer is answered with `described`. */
  | { readonly type: 'take'; readonly description: Description }
  | { readonly type: 'add-candidates'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'restart' };

export type GroupEffect =
  | GroupMediaEffect
  /** `to` undefined: all devices of the group. */
  | { readonly type: 'say'; readonly space: SpaceId; readonly to: DeviceId | undefined; readonly signal: GroupSignal }
  /** It began here: the conversation says so. */
  | { readonly type: 'started'; readonly space: SpaceId; readonly call: CallName['call'] };

export const hereEveryMs = 3_000;
/** A change is said at once, but not more often than so: nobody makes six devices talk by changing all the time. */
export const hereAtLeastMs = 300;
export const silentMs = 10_000;
/** A person's stays follow one another no faster. */
export const stayAtLeastMs = 1_000;
export const openingMs = 60_000;
export const aloneMs = 30 * 60_000;
export const linkConnectingMs = 20_000;
export const linkReconnectingMs = 30_000;
/** Most breaks heal by themselves. Who offers first begins, and the other one if that did not help. */
export const linkRestartAfterMs = { first: 2_000, second: 5_000 } as const;
export const linkRestartEveryMs = 8_000;
/** The next attempt after the first one, the second, and all others; who does not offer waits longer. */
export const linkRetryMs = [3_000, 8_000, 20_000] as const;
export const linkRetryLaterMs = 5_000;
/** Another connection because she says so: after 1, 2, 4 … 60 seconds, until one was steady. */
export const backOffMs = 1_000;
export const maxBackOffMs = 60_000;
export const steadyMs = 120_000;
export const maxOpened = 64;
export const greetEveryMs = 1_500;
export const muteTimes = 3;
export const muteEveryMs = 1_500;
export const maxMutings = maxPeople;
/** Who speaks again is left to speak for so long, and whoever is no administrator is heard so often. */
export const muteAgainMs = 10_000;
export const maxStarterMutes = 2;
/** Of all groups; further ones are not listened to. */
export const maxSpaces = 64;
export const maxHeardPeople = 16;
