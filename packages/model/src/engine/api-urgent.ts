/**
 * What screens may ask about urgent messages and notifications: plans, answers, the ladder, what still needs her, and what a device wakes
 * for (URGENT, ALARM, PUSH). Beside api.ts, which carries it on.
 */
import type { AnswerWord, Need } from '../answers.ts';
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { PushResult } from '../wire/alarm.ts';
import type { UrgentPolicy } from '../wire/policy.ts';
import type { Preview } from '../wire/policy-values.ts';
import type { DutyTimes, PushEndpoint, PushTest, QuietHours } from '../wire/push.ts';
import type { FilesSummary } from './api-files.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';
import type { ConversationPeer, MessageRow } from './api-rows.ts';
import type { WakeAnswer } from './wake-request.ts';

/** ORG-10: what the hospital decided about urgent messages, and whether it lets me send one. */
export interface UrgentRules extends UrgentPolicy {
  readonly allowed: boolean;
}

/** What the sender chooses; the rest is policy. */
export interface UrgentForm {
  /** Undefined: everybody in the conversation. */
  readonly first: readonly UserId[] | undefined;
  readonly need: Need;
  /** When nobody answered until then, `escalateTo` are asked as well. */
  readonly deadlineMs: number;
  /** Members of the conversation or not; empty: nobody. */
  readonly escalateTo: readonly UserId[];
  /** URGENT-12: whoever has these roles, as well: first, and when nobody answered. */
  readonly firstRoles?: readonly string[];
  readonly escalateRoles?: readonly string[];
  readonly repliesAnswer: boolean;
}
/** What is asked unless the sender says otherwise. */
export const defaultForm = ({ deadlineMs }: Pick<UrgentRules, 'deadlineMs'>): UrgentForm => ({
  first: undefined,
  need: 'one',
  deadlineMs,
  escalateTo: [],
  repliesAnswer: false,
});

/**
 * `waiting`: it has not left this device. `ringing`: nobody answered. `answered`, `unanswered`, `withdrawn`: how it ended, or stands to
 * end (an answer can be taken back for 5 minutes). `expired`: it was too old when it could have left, and did not ring.
 */
export type UrgentPhase = 'waiting' | 'ringing' | 'answered' | 'unanswered' | 'withdrawn' | 'expired';

export interface UrgentAnswer {
  readonly user: UserId;
  readonly word: Exclude<AnswerWord, 'none' | 'withdrawn'> | 'replied';
  readonly to: UserId | undefined;
  readonly atMs: number;
  /** Mine, until when it can be taken back. */
  readonly untilMs: number | undefined;
}
/** Of an urgent message, in `MessageRow.urgent`. */
export interface UrgentRow {
  readonly phase: UrgentPhase;
  readonly need: Need;
  /** Who is asked first; of a role, who has it now. */
  readonly asked: readonly UserId[];
  /** The roles that are asked first, and as well. */
  readonly roles: readonly { readonly stage: number; readonly role: string }[];
  /** Newest of each person, oldest first. */
  readonly answers: readonly UrgentAnswer[];
  /** Of those who were asked first, how many answered (not `cannot`). */
  readonly answered: number;
  /** An answer of mine is waited for now. */
  readonly owed: boolean;
  /** Nobody answered in time, and an answer of mine would still be heard (ALARM-9). */
  readonly canStillAnswer: boolean;
  /** I am asked only if nobody answers until `escalatesAtMs`. */
  readonly standBy: boolean;
  /** By the server's time. Undefined: nothing more comes, or it is not known. */
  readonly nextRingAtMs: number | undefined;
  readonly everyMs: number;
  readonly forMs: number;
  readonly escalatesAtMs: number | undefined;
  readonly escalatesTo: readonly UserId[];
  /** Who was asked as well because nobody answered. */
  readonly escalatedTo: readonly UserId[];
  readonly endedAtMs: number | undefined;
  /** Mine: how many find that it was not urgent. Of others: whether I do. */
  readonly overrated: number;
  readonly overratedByMe: boolean;
}

/** The honest ladder: how far an urgent message is with one person. */
export interface LadderRow {
  readonly user: UserId;
  /** 0: asked first; undefined: not asked. */
  readonly stage: number | undefined;
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'answered' | 'cannot';
  readonly deliveredAtMs: number | undefined;
  readonly readAtMs: number | undefined;
  readonly answer: UrgentAnswer | undefined;
  readonly rings: number;
  readonly lastRingAtMs: number | undefined;
  readonly push: PushResult | undefined;
  /** No device of hers is connected, and the newest was then. */
  readonly silentSinceMs: number | undefined;
}

/** One urgent message that is not over, or that ended today; for the lane on top of the inbox. */
export interface UrgentItem {
  readonly conversation: SpaceId;
  readonly peer: ConversationPeer;
  readonly message: MessageRow;
}

/** The notification centre. `needsMe` sorts first. */
export type AlertRow = {
  readonly id: string;
  readonly atMs: number;
  readonly unread: boolean;
  readonly needsMe: boolean;
} & (
  | { readonly kind: 'urgent'; readonly item: UrgentItem }
  | {
      readonly kind: 'mention';
      readonly conversation: SpaceId;
      readonly peer: ConversationPeer;
      readonly message: MessageId;
      /** Undefined: it came before that was kept. */
      readonly author: UserId | undefined;
      /** Its beginning. */
      readonly text: string;
      readonly files?: FilesSummary | undefined;
    }
  /** CALL-11: until the conversation was opened, or somebody was called there. */
  | {
      readonly kind: 'missed-call';
      readonly conversation: SpaceId;
      readonly peer: ConversationPeer;
      readonly message: MessageId;
      readonly video: boolean;
    }
  | {
      readonly kind: 'member';
      readonly conversation: SpaceId;
      readonly peer: ConversationPeer;
      readonly change: 'added-me' | 'removed-me' | 'joined' | 'left';
      readonly user: UserId | undefined;
    }
  /** CAL-31: `user` asks me to take a shift, or takes mine and waits until I give it. */
  | {
      readonly kind: 'swap';
      readonly what: 'asked' | 'taken';
      readonly user: UserId;
      readonly role: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly comment: string;
    }
  /**
   * CAL-47: a reminder whose time has come, until the event is over; an invitation that I did not answer; somebody else moved or cancelled what I come to.
   * `user`: who made it, or who changed it.
   */
  | {
      readonly kind: 'event';
      readonly what: 'reminder' | 'invited' | 'moved' | 'cancelled';
      readonly calendar: SpaceId;
      readonly event: MessageId;
      readonly at: string | undefined;
      readonly title: string;
      readonly place: string;
      readonly wholeDay: boolean;
      readonly startMs: number;
      readonly endMs: number;
      readonly call: boolean;
      readonly user: UserId;
    }
  | { readonly kind: 'identity'; readonly user: UserId }
  | { readonly kind: 'own-device'; readonly label: string }
  /** After a time without the network. */
  | { readonly kind: 'catch-up'; readonly messages: number; readonly conversations: number; readonly fromMs: number }
);

/** How this person, and this device, wants to be told. */
export interface NotificationSettings {
  readonly quiet: QuietHours | undefined;
  /** CAL-34: on duty never quiet, off duty quiet; where she has a shift in the coming days. */
  readonly followsDuty: boolean;
  /** Her shifts, where quiet hours follow them and she has some. */
  readonly duty: DutyTimes | undefined;
  readonly urgentPasses: boolean;
  readonly urgentRepeats: boolean;
  /** Notifications of this device show author and words while it is unlocked. */
  readonly showContent: boolean;
  /** POLICY-4: what the hospital lets them show at most. */
  readonly previewAtMost: Preview;
  readonly sounds: boolean;
  readonly vibration: boolean;
  /** Urgent messages sound and vibrate here also when the two above are off. */
  readonly urgentAloud: boolean;
  /** While off duty urgent messages are answered "I cannot", and passed on to the deputy. */
  readonly offDuty: { readonly untilMs: number; readonly deputy: UserId | undefined } | undefined;
}

/** What this device has of push. `key`: undefined until the server was heard. */
export interface PushInfo {
  readonly key: Uint8Array | undefined;
  readonly subscribed: boolean;
  readonly lastFailedAtMs: number | undefined;
  readonly testedAtMs: number | undefined;
}

/** What a tone or a vibration is for; while SANAD is open. */
export type SoundCue = 'message' | 'medium' | 'urgent' | 'urgent-again' | 'escalated' | 'answered';
export interface Cue {
  readonly cue: SoundCue;
  readonly conversation: SpaceId;
}

export interface UrgentApi {
  /** View: urgent messages that are not over or ended within a day; what still needs me first. */
  onUrgents(listener: (items: readonly UrgentItem[]) => void): Promise<Unsubscribe>;
  /** From the verified chain; also offline. */
  onUrgentRules(listener: (rules: UrgentRules) => void): Promise<Unsubscribe>;
  onAlerts(listener: (alerts: readonly AlertRow[]) => void): Promise<Unsubscribe>;
  onNotificationSettings(listener: (settings: NotificationSettings) => void): Promise<Unsubscribe>;
  onPush(listener: (push: PushInfo) => void): Promise<Unsubscribe>;
  /** Something arrived that this window may sound: not muted, not quiet. Every window hears it. */
  onCue(listener: (cue: Cue) => void): Promise<Unsubscribe>;

  /** Also how `sendMessage` and `editWaiting` make a message urgent: `urgent-not-allowed` where the rules do not let her. */
  sendUrgent(
    conversation: SpaceId,
    text: string,
    /** Undefined: the default form. */
    form: UrgentForm | undefined,
    details?: MessageDetails,
  ): CommandResult<MessageId>;
  answerUrgent(
    conversation: SpaceId,
    message: MessageId,
    word: Exclude<AnswerWord, 'none' | 'withdrawn'>,
    to?: UserId,
  ): CommandResult<void>;
  /** Mine, within 5 minutes. */
  takeBackAnswer(conversation: SpaceId, message: MessageId): CommandResult<void>;
  /** Own messages: it is not needed any more. */
  withdrawUrgent(conversation: SpaceId, message: MessageId): CommandResult<void>;
  markOverrated(conversation: SpaceId, message: MessageId, isOverrated: boolean): CommandResult<void>;
  urgentLadder(conversation: SpaceId, message: MessageId): CommandResult<readonly LadderRow[]>;
  /** An urgent message that was too old when it could leave: it leaves now, and rings. */
  sendExpired(conversation: SpaceId, message: MessageId): CommandResult<void>;
  /** Of the last seven days: what I sent as urgent, and how many of these somebody marked as not urgent. */
  urgentStatistics(): CommandResult<{ readonly sent: number; readonly overrated: number }>;
  markAlertsRead(): CommandResult<void>;
  /** What the service worker cannot read or sign itself (NOTIFY-9): a `WakeRequest`. Undefined: locked, or of another device. */
  wake(request: unknown): Promise<WakeAnswer | undefined>;
  /** What was answered in a notification is entered (NOTIFY-4). */
  takeIntents(): Promise<void>;
  changeNotifications(change: Partial<NotificationSettings>): CommandResult<void>;
  /** Online. Undefined: this device is woken no more. */
  savePush(endpoint: PushEndpoint | undefined): CommandResult<void>;
  /** Online: has the server wake this device; answers with the token that comes in the push. */
  testPush(): CommandResult<string>;
  /** Online: how far the newest test came. */
  pushTest(): CommandResult<PushTest>;
  /** Online, administrators: a test or a push came through to a device of this colleague within eight days (PUSH-7). */
  isReachable(user: UserId): CommandResult<boolean>;
}
