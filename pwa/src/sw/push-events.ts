/**
 * A push arrived, or somebody pressed what it showed (NOTIFY-1 … NOTIFY-9). Whatever goes wrong, something is shown: browsers take the permission
 * away from a site that shows nothing, and an urgent message is never swallowed by a fault of ours.
 */
import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import { eventQuestionOf, type Looked, type LookedEvent, placeOf } from '@sanad/model/engine/wake-request';
import { isAlarmId, isDeviceId, isMessageId, isSpaceId } from '@sanad/model/ids';
import { AnnouncementsWaiting } from '@sanad/model/wire/announcement';
import { PushPayload, PushState } from '@sanad/model/wire/push';
import * as v from 'valibot';
import { toEndpoint } from '../platform/push-endpoint.ts';
import { isNewRing, notedLanguage, noteRing } from '../platform/worker-notes.ts';
import { eventNotificationOf } from './event-notification.ts';
import { type FoundWaker, findWaker } from './find-waker.ts';
import { alarmTag, announcementOver, type NotificationNote, notificationOf, pictures, type Shown } from './notification.ts';
import { directionOf, type Words, wordsOf } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/** A push is shown within this time, with or without words: the browser waits no longer. */
const patienceMs = 8_000;
const maxAnswerBytes = 64 * 1024;

export async function onPush(data: PushMessageData | null): Promise<void> {
  const payload = parse(data);
  const { words, direction } = await spoken();
  if (payload === undefined) {
    // Not ours, or of a later version.
    await self.registration.showNotification(words.message, { body: words.messageHidden, tag: 'messages' });
    return;
  }
  const ring = ringOf(payload);
  if (ring !== undefined && !(await isNewRing(ring).catch(() => true))) return;
  const { title, options } = await shownOf(payload, words, direction);
  // What comes over the socket, or is due, shows and sounds in the window.
  if (SHOWN_IN_WINDOW.includes(payload.k) && (await isLookedAt())) return;
  const told = payload.k === 'call-over' ? await toldAsMissed(payload) : undefined;
  await self.registration.showNotification(told?.title ?? title, told === undefined ? options : again(told));
  if (ring !== undefined) await noteRing(ring).catch(() => undefined);
  await countBadge();
  if (payload.k === 'test' && payload.t !== undefined) await tellTest(payload.t);
}

const SHOWN_IN_WINDOW: readonly PushPayload['k'][] = ['message', 'call', 'event', 'reminder', 'announcement'];

async function shownOf(payload: PushPayload, words: Words, direction: 'rtl' | 'ltr'): Promise<Shown> {
  const { k } = payload;
  if (k === 'event' || k === 'reminder') {
    const looked = await reading(payload, readEvent);
    return eventNotificationOf({ ...payload, k }, looked?.shows === 'text' ? looked : undefined, words, {
      direction,
      nowMs: Date.now(),
    });
  }
  if (k === 'announcement' && (await within(nothingWaits(payload))) === true) return announcementOver(payload, words, direction);
  const read = await reading(payload, readMessage);
  const look = { direction, canAnswer: read !== undefined, showsText: read?.shows === 'text' };
  return notificationOf(
    { ...payload, k },
    read?.shows === 'text' || read?.shows === 'who' ? read.message : undefined,
    words,
    look,
  );
}

/** Finding who can read it and reading it have one patience together. */
const reading = <T>(
  payload: PushPayload,
  read: (waker: FoundWaker, payload: PushPayload) => Promise<T>,
): Promise<T | undefined> => within(findWaker(payload).then((found) => found && read(found, payload)));

/** CAL-45. */
async function readEvent(waker: FoundWaker, payload: PushPayload): Promise<LookedEvent | undefined> {
  const question = eventQuestionOf(payload);
  return question && waker.lookEvent(question);
}

/** NOTIFY-3: which of the two pushes about the end of a call comes last is chance, and that it was missed says more. */
async function toldAsMissed({ c }: PushPayload): Promise<Notification | undefined> {
  const shown = await self.registration.getNotifications();
  return shown.find(({ data }) => c !== undefined && v.is(Note, data) && data.missed === c);
}

/** What stands there, once more and without a sound: a push that shows nothing costs the permission. */
const again = ({ body, tag, dir, data }: Notification): NotificationOptions => ({
  ...pictures,
  ...{ body, tag, dir, data, silent: true },
});

/** As the app was spoken last. */
async function spoken(): Promise<{ readonly words: Words; readonly direction: 'rtl' | 'ltr' }> {
  const language = await notedLanguage().catch(() => '');
  return { words: wordsOf(language), direction: directionOf(language) };
}

function ringOf({ d, a, c, k, r, e, at }: PushPayload): string | undefined {
  if (e !== undefined && at !== undefined) return `${d} ${e} ${k} ${at}`;
  const what = a ?? c;
  return what === undefined || r === undefined ? undefined : `${d} ${what} ${k} ${r}`;
}

const parse = (data: PushMessageData | null): PushPayload | undefined => {
  try {
    const parsed = v.safeParse(PushPayload, data?.json());
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
};

/** What does not come in time, or fails, counts as nothing. */
const within = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work.catch(() => undefined), new Promise<undefined>((over) => setTimeout(over, patienceMs))]);

/**
 * What the push speaks of. Which message belongs to an alarm is the word of who wrote it, not of the server: it could show one thing, and
 * have an answer signed for another.
 */
async function readMessage(waker: FoundWaker, payload: PushPayload): Promise<Looked | undefined> {
  const place = placeOf(payload);
  const isCalm = payload.k === 'message';
  if (place === undefined || (payload.a === undefined && !isCalm)) return undefined;
  const looked = await waker.look(place, isCalm ? undefined : payload.a);
  return isCalm || looked?.message.alarm === payload.a ? looked : undefined;
}

/** ANNOUNCE-9. Only the server knows, and of this device alone: somebody else may be signed in here by now. */
async function nothingWaits({ d }: PushPayload): Promise<boolean> {
  const known = await ask('/api/v1/announcements/waiting', AnnouncementsWaiting);
  return known !== undefined && known.device === d && !known.waiting;
}

const windows = (): Promise<readonly WindowClient[]> => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** Somebody has SANAD before her: it shows and sounds by itself. */
const isLookedAt = async (): Promise<boolean> => (await windows()).some((client) => client.focused);

async function countBadge(): Promise<void> {
  const shown = await self.registration.getNotifications();
  await self.navigator.setAppBadge?.(shown.length).catch(() => undefined);
}

async function tellTest(token: string): Promise<void> {
  for (const client of await windows()) client.postMessage({ type: 'push-test', token });
  // Not heard: the window that is open, or the next test, says so.
  await post('/api/v1/me/push/test/seen', { token }).catch(() => undefined);
}

async function ask<Schema extends v.GenericSchema>(path: string, schema: Schema): Promise<v.InferOutput<Schema> | undefined> {
  const answer = await fetch(path, { credentials: 'same-origin', headers: { accept: 'application/cbor' } });
  const decoded = answer.ok ? decodeCbor(new Uint8Array(await answer.arrayBuffer()), maxAnswerBytes) : undefined;
  const parsed = v.safeParse(schema, decoded?.ok ? decoded.value : undefined);
  return parsed.success ? parsed.output : undefined;
}

const post = (path: string, value: unknown): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'application/cbor', 'content-type': 'application/cbor' },
    body: encodeCbor(value),
  });

const Note = v.object({
  path: v.pipe(v.string(), v.regex(/^\/[^/\\]/u)),
  device: v.string(),
  alarm: v.optional(v.string()),
  space: v.optional(v.string()),
  message: v.optional(v.string()),
  missed: v.optional(v.string()),
});

export async function onPress(action: string, notification: Notification): Promise<void> {
  const parsed = v.safeParse(v.union([Note, v.object({ path: v.literal('/') })]), notification.data);
  const note: Partial<NotificationNote> & { readonly path: string } = parsed.success ? parsed.output : { path: '/' };
  notification.close();
  await countBadge();
  if (action === 'take' && (await take(note))) return;
  if (action === 'read' && (await keepRead(note))) return;
  // CAL-7: where the button stands that joins; nobody is in a call by opening an address.
  await open(action === 'join' ? `${note.path}#join` : note.path);
}

/** NOTIFY-4. False: it could not be signed here; the app opens at the message instead. */
async function take({ alarm, device, path }: Partial<NotificationNote>): Promise<boolean> {
  const waker = await findByDevice(device);
  if (waker === undefined || !isAlarmId(alarm)) return false;
  // Undefined: signed or not, nobody knows yet. The app shows it.
  const isTold = await within(waker.take(alarm));
  if (isTold === undefined) return false;
  await tellEngine();
  const { words, direction } = await spoken();
  await self.registration.showNotification(words.taken, {
    body: isTold ? words.takenBody : words.takenOffline,
    tag: alarmTag(alarm),
    dir: direction,
    data: { path: path ?? '/', device },
    silent: true,
  });
  return true;
}

async function keepRead({ device, space, message }: Partial<NotificationNote>): Promise<boolean> {
  const waker = await findByDevice(device);
  if (waker === undefined || !isSpaceId(space) || !isMessageId(message)) return false;
  const isKept = await within(waker.mark(space, message).then(() => true));
  if (isKept === undefined) return false;
  await tellEngine();
  return true;
}

const findByDevice = async (device: unknown): Promise<FoundWaker | undefined> =>
  isDeviceId(device) ? within(findWaker({ d: device })) : undefined;

/** A running engine takes it at once. */
async function tellEngine(): Promise<void> {
  for (const client of await windows()) client.postMessage({ type: 'intents' });
}

/** NOTIFY-5: an open window goes there by itself, without loading anything; otherwise a new one opens. */
async function open(path: string): Promise<void> {
  const [first] = await windows();
  if (first === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  await first.focus().catch(() => undefined);
  first.postMessage({ type: 'open', path });
}

/** NOTIFY-7: the browser gave the subscription up; the server learns the new one. Without a session the app does it when it opens. */
export async function onSubscriptionChange(): Promise<void> {
  const state = await ask('/api/v1/me/push', PushState);
  if (state === undefined) return;
  const applicationServerKey = new Uint8Array(state.key);
  const made = toEndpoint(await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
  if (made === undefined) return;
  await post('/api/v1/me/push', made);
}
