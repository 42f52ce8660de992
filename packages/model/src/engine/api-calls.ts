/** What screens may ask about calls (CALL). Beside api.ts, which carries it on. The page has microphone, camera and connection; the rest is the engine's. */
import type { CallPhase, EndReason, MediaEffect, MediaEvent } from '../call/call-state.ts';
import type { Sending } from '../call/signal.ts';
import type { CallId, SpaceId, UserId } from '../ids.ts';
import type { IceServers } from '../wire/call.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';
import type { UnheardCounts } from './unheard.ts';

export type { CallPhase, EndReason, MediaEffect, MediaEvent } from '../call/call-state.ts';
export type { Candidate, Description, Sending } from '../call/signal.ts';
export type { IceServers } from '../wire/call.ts';
export type { UnheardCounts } from './unheard.ts';

/** The call of this window. */
export interface CallRow {
  readonly id: CallId;
  readonly conversation: SpaceId;
  readonly peer: UserId;
  readonly phase: Exclude<CallPhase, 'idle'>;
  /** It began with video. */
  readonly video: boolean;
  readonly isCaller: boolean;
  /** Of a call that goes out: a device of hers said that it rings. */
  readonly isRinging: boolean;
  /** What the other side sends. */
  readonly peerSends: Sending;
  /** By the clock of this device. */
  readonly connectedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  /** Once it is over. */
  readonly reason: EndReason | undefined;
}
/** `row` undefined: there is no call. `media`: to be done now, one after the other. */
export type CallUpdate =
  | { readonly type: 'row'; readonly row: CallRow | undefined }
  | { readonly type: 'media'; readonly effect: MediaEffect };

export interface IceAnswer extends IceServers {
  /** False: the server could not be asked or would not answer. These are what it said before, or none. */
  readonly isAnswered: boolean;
}

export interface CallsApi {
  /** View. The page carries `media` out and says by `tellCall` how it went. */
  onCall(listener: (update: CallUpdate) => void): Promise<Unsubscribe>;
  /** A direct conversation; nothing happens during another call of this window, and `in-call` says that another window is in one. */
  startCall(conversation: SpaceId, video: boolean): CommandResult<void>;
  /** While it rings here. */
  answerCall(video: boolean): CommandResult<void>;
  declineCall(): CommandResult<void>;
  hangUp(): CommandResult<void>;
  /** Its end was read. */
  dismissCall(): CommandResult<void>;
  tellCall(event: MediaEvent): Promise<void>;
  /** Over which relays media may go (CALL-9). */
  iceServers(): Promise<IceAnswer>;
  /** What others said in passing to this window and what was not heard of it, since it started (EPH-6). */
  unheardSignals(): Promise<UnheardCounts>;
}
