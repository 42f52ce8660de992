/**
 * A call between two people as one device sees it (CALL-3): a union of states, what happens to them, and what is to be done. All plain data;
 * the transitions are in call-machine.ts, the doing at the edge.
 */
import type { CallId, DeviceId, SpaceId, UserId } from '../ids.ts';
import type { Exchange } from './exchange.ts';
import type { Negotiation } from './negotiation.ts';
import type { Candidate, Description, SaidReason, Sending, Signal } from './signal.ts';

export interface Call {
  readonly call: CallId;
  readonly space: SpaceId;
  readonly peer: UserId;
  /** It began with video; cameras are switched later as anybody likes. */
  readonly video: boolean;
  readonly isCaller: boolean;
  readonly startedAtMs: number;
}

/** Why a call is over, as the person at this device is told. */
export type EndReason =
  | Exclude<SaidReason, 'over'>
  | 'hung-up'
  | 'unanswered'
  /** Answered, or declined, on another device of hers. */
  | 'elsewhere'
  | 'declined-elsewhere'
  /** The connection was lost and did not come back. */
  | 'lost'
  /** Neither microphone nor camera could be opened. */
  | 'no-microphone'
  /** CALL-2: a signal in the other's name that she did not sign. */
  | 'forged'
  /** CALL-14: a person or a device of it may not talk here any more. */
  | 'barred';

/** Of the two devices that talk. */
export interface Line {
  /** The other one. */
  readonly device: DeviceId;
  readonly exchange: Exchange;
  readonly negotiation: Negotiation;
  /** What the other side sends. */
  readonly peerSends: Sending;
  /** The media of this side are open. */
  readonly isOpen: boolean;
  /** Whether media ever flowed, and since when. */
  readonly connectedAtMs: number | undefined;
}

export type CallState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'outgoing';
      readonly call: Call;
      /** A device of hers said that it rings. */
      readonly isRinging: boolean;
      readonly isOpen: boolean;
      readonly inviteAtMs: number;
      /** How often her closed devices were woken, and when next. */
      readonly rings: number;
      readonly ringAtMs: number;
      readonly untilMs: number;
    }
  | {
      readonly phase: 'incoming';
      readonly call: Call;
      readonly caller: DeviceId;
      /** The caller was last heard then: silence ends it. */
      readonly heardAtMs: number;
      readonly untilMs: number;
    }
  /** Answered here; the caller has not said yet that it is this device. */
  | {
      readonly phase: 'answering';
      readonly call: Call;
      readonly line: Line;
      readonly acceptAtMs: number;
      readonly untilMs: number;
    }
  | { readonly phase: 'connecting'; readonly call: Call; readonly line: Line; readonly untilMs: number }
  | { readonly phase: 'active'; readonly call: Call; readonly line: Line }
  | {
      readonly phase: 'reconnecting';
      readonly call: Call;
      readonly line: Line;
      readonly restartAtMs: number;
      readonly untilMs: number;
    }
  | {
      readonly phase: 'ended';
      readonly call: Call;
      readonly reason: EndReason;
      /** Since when they talked; undefined: never. */
      readonly connectedAtMs: number | undefined;
      readonly endedAtMs: number;
    };
export type CallPhase = CallState['phase'];

/** A call that is over here. `say`: what is answered to whoever still believes in it; undefined: another device or tab has the word. */
export interface OverCall {
  readonly call: CallId;
  readonly say: SaidReason | undefined;
}
export interface CallMachine {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly state: CallState;
  readonly over: readonly OverCall[];
  /** In a call of a group: nobody is called, and whoever calls hears so (GROUPCALL-6). */
  readonly isBusy: boolean;
}

export type CallEvent =
  // the person
  | { readonly type: 'start'; readonly call: CallId; readonly space: SpaceId; readonly peer: UserId; readonly video: boolean }
  | { readonly type: 'answer'; readonly video: boolean }
  | { readonly type: 'decline' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'dismiss' }
  /** She is in a call of a group, or no longer. */
  | { readonly type: 'busy'; readonly isBusy: boolean }
  // the other side
  | {
      readonly type: 'signal';
      readonly user: UserId;
      readonly device: DeviceId;
      readonly space: SpaceId;
      readonly signal: Signal;
    }
  | { readonly type: 'forged'; readonly device: DeviceId; readonly user: UserId; readonly space: SpaceId }
  // another tab of this profile took or declined it
  | { readonly type: 'taken-here'; readonly call: CallId; readonly isDeclined: boolean }
  | MediaEvent
  /** CALL-14 */
  | { readonly type: 'barred' }
  | { readonly type: 'tick' };

/** What the edge that has microphone, camera and connection says; of another call than the present one it is too late. */
export type MediaEvent =
  | { readonly type: 'opened'; readonly call: CallId }
  | { readonly type: 'not-opened'; readonly call: CallId }
  | { readonly type: 'offer-needed'; readonly call: CallId }
  | { readonly type: 'described'; readonly call: CallId; readonly description: Description }
  | { readonly type: 'candidates'; readonly call: CallId; readonly candidates: readonly Candidate[] }
  | { readonly type: 'sending'; readonly call: CallId; readonly sending: Sending }
  | { readonly type: 'media'; readonly call: CallId; readonly state: 'connected' | 'disconnected' | 'failed' }
  /** CALL-7: the page hears of another network, or the engine of one that is back. */
  | { readonly type: 'network-changed'; readonly call?: CallId | undefined }
  /** A step could not be done. */
  | { readonly type: 'broken'; readonly call: CallId };

export type CallEffect =
  | MediaEffect
  /** `to` undefined: all devices of both people. */
  | { readonly type: 'say'; readonly space: SpaceId; readonly to: DeviceId | undefined; readonly signal: Signal }
  /** The server wakes devices that are closed; once it is over it tells them so. */
  | { readonly type: 'ring'; readonly call: Call; readonly ring: number }
  | { readonly type: 'unring'; readonly call: Call }
  /** Other tabs of this profile need not ring. */
  | { readonly type: 'tell-tabs'; readonly call: CallId; readonly isDeclined: boolean };

/** For the edge, one after the other. */
export type MediaEffect =
  /** Microphone, camera where wanted, and a connection; it answers with `opened` or `not-opened`. */
  | { readonly type: 'open'; readonly call: CallId; readonly video: boolean }
  | { readonly type: 'offer'; readonly call: CallId }
  /** An offer is answered with `described`. */
  | { readonly type: 'take'; readonly call: CallId; readonly description: Description }
  | { readonly type: 'add-candidates'; readonly call: CallId; readonly candidates: readonly Candidate[] }
  | { readonly type: 'restart'; readonly call: CallId }
  | { readonly type: 'close'; readonly call: CallId };

export const ringMs = 30_000;
export const inviteEveryMs = 2_000;
export const ringEveryMs = 10_000;
/** A caller that is not heard for so long is gone. */
export const callerSilentMs = 8_000;
export const acceptEveryMs = 1_000;
export const answeringMs = 10_000;
export const connectingMs = 20_000;
export const reconnectingMs = 30_000;
/** Most breaks heal by themselves. Who answered begins, and the caller if that did not help. */
export const restartAfterMs = { answerer: 2_000, caller: 5_000 } as const;
export const restartEveryMs = 8_000;
export const maxOver = 64;
