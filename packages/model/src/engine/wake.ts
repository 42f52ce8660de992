/**
 * What a device can know and say without being started (NOTIFY-2, NOTIFY-4): a service worker that a push woke opens the rows of the profile,
 * fetches the one chunk that the push speaks of, and reads the message in its changes. No Automerge, no document, no writing: the engine
 * enters what was answered when it runs. An engine that is open can do the same for a worker that has no key (NOTIFY-9).
 */
import * as v from 'valibot';
import { importDeviceKeys } from '../crypto/identity.ts';
import { sign } from '../crypto/primitives.ts';
import { type AlarmId, type DeviceId, isMessageId, type MessageId, type SpaceId, type UserId } from '../ids.ts';
import { err } from '../result.ts';
import { AlarmState, answerInput } from '../wire/alarm.ts';
import { Pull } from '../wire/http.ts';
import { makeEventLook } from './calendar/event-look.ts';
import type { ClockDep, HttpDep, IntentsDep, RowStoreDep, TabsDep } from './deps.ts';
import { filesSummary } from './files/files-summary.ts';
import { type HttpClient, makeHttpClient } from './http-client.ts';
import { type Intent, keepIntent } from './intents.ts';
import { previewOf } from './notification-settings.ts';
import { makePeople, type People } from './people.ts';
import { GroupRow, ProfileRow, SpaceRow } from './records.ts';
import { coldTables } from './row-tables.ts';
import { viewSpace } from './space-rows.ts';
import { openStore, type Store } from './store.ts';
import { noFaults } from './trust-faults.ts';
import { makeVerifiedMessages, type VerifiedMessages } from './verified-messages.ts';
import {
  type EventQuestion,
  type Looked,
  type LookedEvent,
  type Place,
  type WakeAnswer,
  WakeRequest,
  type WokenMessage,
} from './wake-request.ts';
import { makeWokenReader } from './woken-reader.ts';

export interface WakeDeps {
  readonly rows: Pick<RowStoreDep, 'read' | 'readRange'>;
  readonly localKey: CryptoKey;
  readonly http: HttpDep;
  readonly clock: ClockDep;
  readonly intents: Pick<IntentsDep, 'keep'>;
}
export interface Waker {
  readonly user: UserId;
  readonly device: DeviceId;
  /** The message of this alarm, or the newest one there. Undefined: it cannot be read here, now, or is not there. */
  look(place: Place, alarm?: AlarmId): Promise<Looked | undefined>;
  /** What is to be told of this event. Undefined: it is not known here, and cannot be read now. */
  lookEvent(question: EventQuestion): Promise<LookedEvent | undefined>;
  /** "I take it": signed, kept for the engine, posted. False: kept; the others hear of it once the engine runs. */
  take(alarm: AlarmId): Promise<boolean>;
  /** Read: kept for the engine. */
  mark(space: SpaceId, message: MessageId): Promise<void>;
}
interface WakerParts {
  readonly store: Pick<Store, 'get' | 'fetch'>;
  readonly http: HttpClient;
  readonly people: Pick<People, 'userOf' | 'chainOf' | 'verifyKeyOf' | 'colleagues'>;
  readonly verified: VerifiedMessages;
  readonly user: UserId;
  readonly device: DeviceId;
  readonly signingKey: () => Promise<CryptoKey>;
  readonly nowMs: () => number;
  readonly keep: (intent: Intent) => Promise<void>;
}

/** Undefined: nobody has an account in this profile, or it is a stopped one. */
export async function openWaker({ rows, localKey, http: platform, clock, intents }: WakeDeps): Promise<Waker | undefined> {
  const store = await openStore({ ...rows, ...refusing }, localKey, alone, coldTables);
  const profile = v.safeParse(ProfileRow, store.get(['profile']));
  if (!profile.success || profile.output.device === undefined || profile.output.stopped !== undefined) return undefined;
  const { me, device, organisationHash } = profile.output;
  const user = me.user;
  const http = makeHttpClient(platform, clock, { person: () => user, reopen: async () => false });
  const people = makePeople({ store, http, identity: { user, organisationHash } }, noFaults);
  return makeWaker({
    store,
    http,
    people,
    verified: makeVerifiedMessages(people),
    user,
    device: device.id,
    signingKey: async () => (await importDeviceKeys(device.keys)).signing.privateKey,
    nowMs: () => Math.floor(clock.nowMs() + (http.clockOffsetMs() ?? 0)),
    keep: (intent) => keepIntent(intents, localKey, intent),
  });
}

export function makeWaker({ store, http, people, verified, user, device, signingKey, nowMs, keep }: WakerParts): Waker {
  const reader = makeWokenReader(people);
  const events = makeEventLook({ store, http, verified, reader, user, nowMs });

  function groupName(space: SpaceRow): string | undefined {
    if (space.kind !== 'group' && space.kind !== 'organisation') return undefined;
    const row = v.safeParse(GroupRow, store.get(['group', space.space]));
    return row.success ? (row.output.name?.value ?? '') : '';
  }

  async function look(place: Place, alarm?: AlarmId): Promise<Looked | undefined> {
    const message = await read(place, alarm);
    return message && { message, shows: previewOf(store) };
  }
  async function read({ space: id, log, seq }: Place, alarm?: AlarmId): Promise<WokenMessage | undefined> {
    const row = v.safeParse(SpaceRow, store.get(['space', id]));
    if (!row.success) return undefined;
    const space = viewSpace(row.output);
    const pulled = await http.get(`/logs/${log}?after=${seq - 1}&limit=1`, Pull);
    const stored = pulled.ok ? pulled.value.chunks.find((chunk) => chunk.seq === seq) : undefined;
    const opened = stored && (await reader.open(space, log, stored.body));
    if (opened === undefined) return undefined;
    const { entries, author } = opened;
    // The newest is what the push speaks of.
    for (const { key: messageId, value } of [...entries].reverse()) {
      const checked = isMessageId(messageId) ? await verified.check(space, messageId, value) : undefined;
      if (checked?.type !== 'message' || checked.entry.author !== author) continue;
      const { text, priority, details } = checked.entry;
      if (alarm !== undefined && details.urgent?.alarm !== alarm) continue;
      return {
        conversation: id,
        message: checked.entry.id,
        author,
        authorName: people.colleagues().find((person) => person.user === author)?.name ?? '',
        group: groupName(row.output),
        text,
        files: filesSummary(details.attachments),
        call: details.call?.outcome === 'started' ? undefined : details.call?.call,
        isGroupCall: details.call?.outcome === 'started',
        priority,
        alarm: details.urgent?.alarm,
        mentionsMe: details.mentions?.includes(user) === true,
      };
    }
    return undefined;
  }

  return {
    user,
    device,
    look,
    async lookEvent(question) {
      const event = await events.look(question);
      if (event === undefined) return undefined;
      const byName = event.by === user ? '' : (people.colleagues().find((person) => person.user === event.by)?.name ?? '');
      return { event, byName, shows: previewOf(store) };
    },
    async take(alarm) {
      const said = { alarm, user, device, word: 'taken', atMs: nowMs() } as const;
      const answer = { ...said, sig: await sign(await signingKey(), answerInput(said)) };
      await keep({ type: 'answer', answer });
      return (await http.send('POST', '/alarms/answers', answer, AlarmState)).ok;
    },
    mark: (space, message) => keep({ type: 'read', space, message }),
  };
}

/** Undefined: nothing that this engine can answer: another device's, or of a later version. */
export async function answerWake(waker: Waker, request: unknown): Promise<WakeAnswer | undefined> {
  const parsed = v.safeParse(WakeRequest, request);
  if (!parsed.success || parsed.output.device !== waker.device) return undefined;
  const { ask } = parsed.output;
  switch (ask.type) {
    case 'hello':
      return {};
    case 'look':
      return { looked: await waker.look(ask.place, ask.alarm) };
    case 'event':
      return { event: await waker.lookEvent(ask) };
    case 'take':
      return { isTold: await waker.take(ask.alarm) };
    case 'mark':
      await waker.mark(ask.space, ask.message);
      return {};
  }
}

/** Of another engine's rows nothing is written from here. */
const refusing = {
  write: async () => err({ type: 'storage-full' } as const),
  clear: async () => undefined,
};
const alone: TabsDep = { post: () => undefined, onMessage: () => undefined, close: () => undefined };
