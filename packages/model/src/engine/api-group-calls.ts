/** What screens may ask about calls of groups (GROUPCALL). Beside api.ts, which carries it on. The page has microphone, camera and connections. */
import type { Sends } from '../call/group-signal.ts';
import type { GroupMediaEffect, GroupMediaEvent, LeaveReason, LinkPhase } from '../call/group-state.ts';
import type { Picture } from '../call/signal.ts';
import type { CallId, DeviceId, SpaceId, UserId } from '../ids.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

export type { Sends } from '../call/group-signal.ts';
export type { GroupMediaEffect, GroupMediaEvent, LeaveReason, LinkPhase, LinkStep } from '../call/group-state.ts';
export type { Picture } from '../call/signal.ts';

/** One of the others, by the device she is in on. */
export interface GroupCallPerson {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly sends: Sends;
  /** Since when her hand is up, by the server's clock. */
  readonly handAtMs: number | undefined;
  readonly link: LinkPhase;
}
/** The call of a group that this window is in. */
export interface GroupCallRow {
  readonly id: CallId;
  readonly conversation: SpaceId;
  /** `opening`: microphone and camera are. */
  readonly phase: 'opening' | 'in';
  /** By the clock of this device. */
  readonly enteredAtMs: number;
  readonly sends: Sends;
  readonly handAtMs: number | undefined;
  /** She may ask others for silence: an administrator of the group, or who started it. */
  readonly mayMute: boolean;
  readonly mutedBy: UserId | undefined;
  /** In the order in which they came. */
  readonly people: readonly GroupCallPerson[];
}
/** Why the last one is over for her. */
export interface GroupCallLeft {
  readonly conversation: SpaceId;
  readonly reason: LeaveReason;
}
/** A call that goes on in a group, with or without her. */
export interface GroupCallGoingOn {
  readonly conversation: SpaceId;
  readonly call: CallId;
  readonly startedBy: UserId;
  /** By the clock of who started it. */
  readonly startedAtMs: number;
  readonly people: readonly UserId[];
}
export type GroupCallUpdate =
  | {
      readonly type: 'state';
      readonly row: GroupCallRow | undefined;
      readonly left: GroupCallLeft | undefined;
      readonly goingOn: readonly GroupCallGoingOn[];
    }
  /** To be done now, one after the other. */
  | { readonly type: 'media'; readonly effect: GroupMediaEffect };

export interface GroupCallsApi {
  /** View. The page carries `media` out and says by `tellGroupCall` how it went. */
  onGroupCall(listener: (update: GroupCallUpdate) => void): Promise<Unsubscribe>;
  /** Joins the call of the group, or starts it: from the conversation, or from whatever belongs to one. */
  joinGroupCall(conversation: SpaceId, video: boolean): CommandResult<void>;
  leaveGroupCall(): CommandResult<void>;
  /** Its end was read. */
  dismissGroupCall(): CommandResult<void>;
  raiseHand(isUp: boolean): CommandResult<void>;
  /** Asks her for silence. */
  muteInGroupCall(device: DeviceId): CommandResult<void>;
  /** How large the pictures of the others are shown; those that are not named are not shown. */
  watchGroupCall(pictures: readonly (readonly [DeviceId, Picture])[]): Promise<void>;
  tellGroupCall(event: GroupMediaEvent): Promise<void>;
}
