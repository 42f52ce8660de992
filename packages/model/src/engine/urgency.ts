/**
 * Everything about urgent messages and about being told, put together: rows, the relay's word, what screens see, what sounds, what the relay is told.
 * Built before the rest of a session, which it reaches only when something happens.
 */
import type { LogId, SpaceId } from '../ids.ts';
import { markCovers } from '../schema/mark.ts';
import { AlarmState, type Notice } from '../wire/alarm.ts';
import { makeAlarmOf } from './alarm-of.ts';
import { type KeptAlarms, makeKeptAlarms } from './alarms.ts';
import { type AlertsParts, alertsOf } from './alerts.ts';
import type { AlertRow, NotificationSettings } from './api.ts';
import { dutyTimes, dutyTimesWrite, readDutyTimes } from './calendar/duty-times.ts';
import { mutedReminders } from './calendar/reminder-settings.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Conversations } from './conversations-view.ts';
import { type Cues, makeCues } from './cues.ts';
import { findMessage } from './find-message.ts';
import { type IntentDoors, keepIntent, takeIntents } from './intents.ts';
import { noticesFor, signAnswer } from './notices.ts';
import { filterOf, readNotificationSettings } from './notification-settings.ts';
import { answerOffDuty } from './off-duty.ts';
import type { Outbox } from './outbox.ts';
import type { People } from './people.ts';
import type { Preferences } from './preferences.ts';
import { makePush, type Push } from './push.ts';
import { makeSerial } from './serial.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import { actOn, passOn } from './urgent-acts.ts';
import { makeUrgentStore, type UrgentStore } from './urgent-facts.ts';
import { makeUrgents, type Urgents } from './urgents.ts';
import { positionOf, type VerifiedMessages } from './verified-messages.ts';
import { answerWake, makeWaker } from './wake.ts';
import type { WakeAnswer } from './wake-request.ts';

export interface Urgency {
  readonly facts: UrgentStore;
  readonly alarms: KeptAlarms;
  readonly urgents: Urgents;
  readonly push: Push;
  readonly cues: Cues;
  notifications(): NotificationSettings;
  alerts(): readonly AlertRow[];
  notices(space: SpaceView, log: LogId): Promise<readonly Notice[]>;
  /** Off duty, what asks her is passed on; what was answered in notifications is entered; the relay hears what it missed of that. */
  answerWaiting(): Promise<void>;
  /** Something was answered whose message was not here yet. */
  areAnswersWaiting(): boolean;
  /** A service worker without a key asks (NOTIFY-9). Undefined: this engine cannot answer it. */
  wake(request: unknown): Promise<WakeAnswer | undefined>;
  /** The relay hears what this device does not want to be woken for. */
  tellSettings(): Promise<void>;
}
export interface UrgencyParts {
  readonly context: EngineContext;
  readonly localKey: CryptoKey;
  readonly people: People;
  readonly spaces: Spaces;
  readonly verifiedMessages: VerifiedMessages;
}
/** The rest of the session: asked for when something happens. */
export interface UrgencyRest {
  readonly outbox: Outbox;
  readonly summaries: Summaries;
  readonly preferences: Preferences;
  readonly conversations: Pick<Conversations, 'peer'>;
  readonly alerts: Pick<AlertsParts, 'identities' | 'ownDevices' | 'events'>;
  readonly mutedUntilMs: (space: SpaceId) => number | undefined;
  /** Of the coming days, and those that go on. */
  readonly myShifts: () => Promise<readonly { readonly startMs: number; readonly endMs: number }[]>;
  readonly thread: Parameters<typeof findMessage>[0]['thread'];
}

export function makeUrgency(
  { context, localKey, people, spaces, verifiedMessages }: UrgencyParts,
  rest: () => UrgencyRest,
): Urgency {
  const { deps, store, identity, http } = context;
  const facts = makeUrgentStore(store, verifiedMessages, () => serverNowMs(context));
  const alarms = makeKeptAlarms(context, people);
  const alarmOf = makeAlarmOf(facts, alarms);
  const push = makePush(context);
  const notifications = () => readNotificationSettings(rest().preferences, store, serverNowMs(context));
  const peerOf = (space: SpaceView) => rest().conversations.peer(space);
  const urgents = makeUrgents({
    context,
    spaces,
    outbox: { pending: (space) => rest().outbox.pending(space) },
    summaries: {
      receipts: (...asked) => rest().summaries.receipts(...asked),
      receiptTimes: (...asked) => rest().summaries.receiptTimes(...asked),
      delivery: (...asked) => rest().summaries.delivery(...asked),
    },
    facts,
    alarmOf,
    peerOf,
  });
  const cues = makeCues({
    context,
    settings: notifications,
    isMuted: (space) => rest().mutedUntilMs(space) !== undefined,
  });
  const { intents } = deps;
  const waker =
    intents &&
    makeWaker({
      store,
      http,
      people,
      verified: verifiedMessages,
      user: identity.user,
      device: identity.device,
      signingKey: async () => identity.keys.signing.privateKey,
      nowMs: () => Math.floor(serverNowMs(context)),
      keep: (intent) => keepIntent(intents, localKey, intent),
    });
  let areWaiting = false;
  /** One after the other: the same answer is not entered twice. */
  const serial = makeSerial();
  const doors: IntentDoors = {
    urgents: () => facts.all().filter((row) => alarmOf.id(row) !== undefined),
    async answer({ space, id, sentAtMs }, { word, to, atMs }) {
      // The relay may know it already, from the notification; the document has to have it too, unless she said something newer.
      if (facts.get(space, id)?.said.some((one) => one.user === identity.user && one.atMs >= atMs)) return true;
      const value = to === undefined ? { word } : { word, to };
      return (await actOn(rest().outbox, { space, sentAtMs }, { kind: 'answer', target: id, value })).ok;
    },
    async read(space, message) {
      const { summaries } = rest();
      const entry = summaries.unread(space).find(({ id }) => id === message);
      if (entry === undefined) {
        // Read on another device; or the push came before the message did, and the intent stays.
        const found = await findMessage({ thread: rest().thread }, space, message);
        return found !== undefined && markCovers(summaries.readMark(space), positionOf(found.message));
      }
      const mark = summaries.markAfterShowing(space, [message], () => entry);
      return mark === undefined || (await store.commit([{ key: ['read', space], value: mark }])).ok;
    },
  };

  /** The relay has the alarm and not my answer: it came there before the alarm did. */
  async function tellAnswers(): Promise<void> {
    for (const row of facts.all()) {
      const alarm = alarmOf.state(row);
      const mine = row.said.find(({ user }) => user === identity.user);
      if (alarm?.phase !== 'ringing' || mine === undefined || mine.word === 'none') continue;
      if (alarm.answers.some(({ user }) => user === identity.user)) continue;
      const told = await http.send('POST', '/alarms/answers', await signAnswer(identity, alarm.alarm, mine), AlarmState);
      if (told.ok) await alarms.receive(told.value);
    }
  }

  return {
    facts,
    alarms,
    urgents,
    push,
    cues,
    notifications,
    alerts: () => alertsOf({ context, people, spaces, summaries: rest().summaries, urgents, ...rest().alerts, peerOf }),
    notices: (space, log) =>
      noticesFor(space, log, {
        identity,
        pending: (of) => rest().outbox.pending(of),
        alarmOf: (of, message) => {
          const row = facts.get(of, message);
          return row && alarmOf.id(row);
        },
        nowMs: () => correctedNowMs(context),
      }),
    answerWaiting: () =>
      serial('answers', async () => {
        await answerOffDuty({
          urgents,
          facts,
          settings: notifications(),
          pass: async (one, to) => {
            const found = await findMessage({ thread: rest().thread }, one.space, one.id);
            const original = found?.message ?? { text: one.text, details: {} };
            return passOn({ outbox: rest().outbox, spaces }, one, to, original);
          },
        });
        // What arrives while they are entered is looked at again.
        areWaiting = intents !== undefined;
        if (intents !== undefined) areWaiting = !(await takeIntents(intents, localKey, doors));
        await tellAnswers();
      }),
    areAnswersWaiting: () => areWaiting,
    wake: async (request) => waker && answerWake(waker, request),
    async tellSettings() {
      if (notifications().followsDuty) {
        const nowMs = serverNowMs(context);
        await store.commit(dutyTimesWrite(readDutyTimes(store), dutyTimes(await rest().myShifts(), nowMs)));
      }
      const muted = spaces.all().flatMap(({ space }) => {
        const untilMs = rest().mutedUntilMs(space);
        return untilMs === undefined ? [] : [{ space, untilMs }];
      });
      return push.tellFilter(filterOf(notifications(), muted, mutedReminders(store, rest().preferences.word)));
    },
  };
}
