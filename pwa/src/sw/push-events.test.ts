import { encodeCbor } from '@sanad/model/cbor';
import type { LookedEvent, WokenMessage } from '@sanad/model/engine/wake-request';
import { callIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import type { Preview } from '@sanad/model/wire/policy-values';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findWaker } from './find-waker.ts';
import { onPress, onPush, onSubscriptionChange } from './push-events.ts';
import { alarm, device, message, otherAlarm, place, space, woken } from './test/woken.ts';
import { wordsOf } from './words.ts';

const rings = new Set<string>();
vi.mock('../platform/worker-notes.ts', () => ({
  notedLanguage: async () => 'fr',
  isNewRing: async (ring: string) => !rings.has(ring),
  noteRing: async (ring: string) => rings.add(ring),
}));
vi.mock('./find-waker.ts', () => ({ findWaker: vi.fn(async () => undefined) }));

const push = (payload: unknown): PushMessageData =>
  ({ json: () => JSON.parse(typeof payload === 'string' ? payload : JSON.stringify(payload)) }) as unknown as PushMessageData;

interface Client {
  readonly focused: boolean;
  readonly focus: () => Promise<void>;
  readonly postMessage: ReturnType<typeof vi.fn>;
}
const showNotification = vi.fn(async (_title: string, _options?: NotificationOptions) => undefined);
const openWindow = vi.fn(async (_path: string) => null);
const setAppBadge = vi.fn(async (_count: number) => undefined);
const subscribe = vi.fn();
let windows: readonly Client[] = [];
const client = (focused = false): Client => ({ focused, focus: async () => undefined, postMessage: vi.fn() });
beforeEach(() => {
  vi.clearAllMocks();
  rings.clear();
  windows = [];
  vi.stubGlobal('self', {
    registration: { showNotification, getNotifications: async () => [1, 2], pushManager: { subscribe } },
    clients: { matchAll: async () => windows, openWindow },
    navigator: { setAppBadge },
  });
});
afterEach(() => void vi.unstubAllGlobals());
const shown = () => showNotification.mock.calls.map(([title]) => title);
const notification = (data: unknown): Notification => ({ data, close: () => undefined }) as unknown as Notification;
const waker = {
  look: vi.fn(async () => undefined),
  lookEvent: vi.fn(async () => undefined),
  take: vi.fn(async () => true),
  mark: vi.fn(async () => undefined),
};
const unlocked = (): void => void vi.mocked(findWaker).mockResolvedValueOnce(waker);

test('NOTIFY-1 what is not understood, empty, or of a later version is shown as a message', async () => {
  for (const data of [null, push('"?"'), push('{'), push({ v: 2, k: 'urgent' })]) await onPush(data);
  expect(shown()).toEqual(['Message', 'Message', 'Message', 'Message']);
});

test('NOTIFY-1 a profile that cannot be opened withholds no alert', async () => {
  vi.mocked(findWaker).mockRejectedValueOnce(new Error('database'));
  await onPush(push({ v: 1, d: device, k: 'urgent', s: space, a: alarm, r: 1 }));
  expect(shown()).toEqual(['Urgent']);
});

test('NOTIFY-1 a message is not shown to who has SANAD before her; an urgent one is', async () => {
  windows = [client(true)];
  await onPush(push({ v: 1, d: device, k: 'message', s: space }));
  await onPush(push({ v: 1, d: device, k: 'urgent', s: space, a: alarm, r: 1 }));
  expect(shown()).toEqual(['Urgent']);
});

test('ANNOUNCE-8 NOTIFY-1 an announcement shows that there is one, in words of its own, and opens the app; not to who has SANAD before her', async () => {
  const announced = push({ v: 1, d: device, k: 'announcement' });
  await onPush(announced);
  await onPush(announced);
  expect(shown()).toEqual(['Annonce de l’hôpital', 'Annonce de l’hôpital']);
  expect(new Set(showNotification.mock.calls.map(([, options]) => options?.tag)).size).toBe(1);
  await onPress('open', notification(showNotification.mock.calls[0]?.[1]?.data));
  expect(openWindow).toHaveBeenCalledWith('/');
  windows = [client(true)];
  await onPush(announced);
  expect(shown()).toHaveLength(2);
});

test('ANNOUNCE-9 NOTIFY-1 an announcement that is over, or was read elsewhere, says so without a sound; without word of the server it is announced', async () => {
  const announced = push({ v: 1, d: device, k: 'announcement' });
  const says = (answer: unknown, isOk = true) =>
    vi.stubGlobal('fetch', async () =>
      isOk ? new Response(encodeCbor(answer).slice()) : new Response(undefined, { status: 503 }),
    );
  says({ device, waiting: false });
  await onPush(announced);
  expect(shown()).toEqual(['Annonce terminée']);
  expect(showNotification.mock.calls[0]?.[1]).toMatchObject({ tag: 'announcement', silent: true });
  expect(actions()).toEqual([undefined]);
  // It waits; it is said of somebody else's device; of nobody's; not understood; refused; no network.
  const others = [{ device, waiting: true }, { device: `${device.slice(0, -1)}0`, waiting: false }, { waiting: false }, 'no'];
  for (const answer of others) {
    says(answer);
    await onPush(announced);
  }
  says(undefined, false);
  await onPush(announced);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await onPush(announced);
  expect(shown().slice(1)).toEqual(Array.from({ length: 6 }, () => 'Annonce de l’hôpital'));
});

test('CALL-8 NOTIFY-1 a call is shown, each ring once, and not to who has SANAD before her; its end always', async () => {
  const call = otherAlarm;
  for (const r of [1, 1, 2]) await onPush(push({ v: 1, d: device, k: 'call', s: space, c: call, r }));
  windows = [client(true)];
  await onPush(push({ v: 1, d: device, k: 'call', s: space, c: call, r: 3 }));
  await onPush(push({ v: 1, d: device, k: 'call-over', s: space, c: call }));
  expect(shown()).toEqual(['Appel', 'Appel', 'Appel terminé']);
  expect(new Set(showNotification.mock.calls.map(([, options]) => options?.tag)).size).toBe(1);
});

test('NOTIFY-3 a ring that arrives twice is shown once; the next one is shown', async () => {
  for (const r of [1, 1, 2]) await onPush(push({ v: 1, d: device, k: 'urgent', s: space, a: alarm, r }));
  expect(shown()).toEqual(['Urgent', 'Urgent']);
});

const reading = (read: WokenMessage | undefined, shows: Preview = 'text'): void =>
  void vi.mocked(findWaker).mockResolvedValueOnce({ ...waker, look: async () => read && { message: read, shows } });
const actions = () =>
  showNotification.mock.calls.map(([, options]) =>
    (options as { actions?: { action: string }[] }).actions?.map(({ action }) => action),
  );
test('NOTIFY-3 CALL-11 the end of a call that is told as missed takes nothing away from that, whichever comes first', async () => {
  const call = callIdFromBytes(new Uint8Array(16).fill(4));
  const standing = new Map<string | undefined, unknown>();
  showNotification.mockImplementation(async (title, options) => void standing.set(options?.tag, { title, ...options }));
  vi.stubGlobal('self', { ...self, registration: { showNotification, getNotifications: async () => [...standing.values()] } });
  const said: unknown[] = [];
  for (const over of [call, otherAlarm]) {
    reading(woken({ text: '', call }));
    await onPush(push({ v: 1, d: device, k: 'message', ...place }));
    await onPush(push({ v: 1, d: device, k: 'call-over', s: space, c: over }));
    said.push(...[...standing.values()].map((one) => (one as { body: string }).body));
  }
  expect(said).toEqual(['Appel manqué', wordsOf('fr').callOverBody]);
  expect(showNotification).toHaveBeenCalledTimes(4);
});

test('NOTIFY-4 an alarm is taken from its own message alone: a server that shows another one gets no answer for it', async () => {
  for (const [read, shows] of [
    [woken({}), 'text'],
    [woken({}), 'nothing'],
    [woken({ alarm: otherAlarm }), 'text'],
    [woken({ alarm: undefined }), 'text'],
    [undefined, 'text'],
  ] as const) {
    reading(read, shows);
    await onPush(push({ v: 1, d: device, k: 'urgent', ...place, a: alarm, r: rings.size + 1 }));
  }
  expect(actions()).toEqual([['take', 'open'], ['take', 'open'], ['open'], ['open'], ['open']]);
});

test('NOTIFY-2 a message that is not what rings is not shown as urgent, late or unanswered', async () => {
  for (const kind of ['urgent', 'late', 'unanswered'] as const)
    for (const a of [alarm, undefined]) {
      reading(woken({ alarm: otherAlarm }));
      await onPush(push({ v: 1, d: device, k: kind, ...place, a }));
    }
  expect(JSON.stringify(showNotification.mock.calls)).not.toMatch(/Amel|hypotension/);
  reading(woken({ alarm: otherAlarm }));
  await onPush(push({ v: 1, d: device, k: 'message', ...place }));
  expect(shown().at(-1)).toBe('Amel Nour');
});

test('NOTIFY-4 taking it is signed and told to windows; when the others cannot be told yet it says so', async () => {
  windows = [client()];
  for (const isTold of [true, false]) {
    unlocked();
    waker.take.mockResolvedValueOnce(isTold);
    await onPress('take', notification({ path: `/c/${space}`, device, alarm, space }));
  }
  expect(waker.take.mock.calls).toEqual([[alarm], [alarm]]);
  const bodies = showNotification.mock.calls.map(([, options]) => options?.body ?? '');
  expect(bodies[0]).toContain('SANAD le dit aux autres');
  expect(bodies[1]).toContain('Pas de réseau');
  expect(windows[0]?.postMessage).toHaveBeenCalledWith({ type: 'intents' });
  expect(openWindow).not.toHaveBeenCalled();
});

test('NOTIFY-4 what is marked as read there is kept, and no window opens', async () => {
  unlocked();
  await onPress('read', notification({ path: `/c/${space}`, device, space, message }));
  expect([waker.mark.mock.calls, openWindow.mock.calls]).toEqual([[[space, message]], []]);
  // Without a key the app opens at the message.
  await onPress('read', notification({ path: `/c/${space}`, device, space, message }));
  expect(openWindow.mock.calls).toEqual([[`/c/${space}`]]);
});

test('NOTIFY-4 what cannot be signed here opens the app at the message', async () => {
  await onPress('take', notification({ path: `/c/${space}`, device, alarm, space }));
  expect([shown(), openWindow.mock.calls]).toEqual([[], [[`/c/${space}`]]]);
});

test('NOTIFY-5 a press goes there in the window that is open, or in a new one; never outside of the app', async () => {
  await onPress('', notification({ path: `/c/${space}#m=1`, device }));
  await onPress('', notification({ path: '//elsewhere.example/', device }));
  await onPress('', notification({ path: 'https://elsewhere.example/', device }));
  await onPress('', notification({ path: '/\\elsewhere.example/', device }));
  expect(openWindow.mock.calls).toEqual([[`/c/${space}#m=1`], ['/'], ['/'], ['/']]);
  windows = [client()];
  await onPress('open', notification({ path: `/c/${space}`, device }));
  expect(windows[0]?.postMessage).toHaveBeenCalledWith({ type: 'open', path: `/c/${space}` });
  expect(openWindow).toHaveBeenCalledTimes(4);
});

test('NOTIFY-6 the badge counts the notifications that stand, after a push and after a press', async () => {
  await onPush(push({ v: 1, d: device, k: 'message', s: space }));
  await onPress('', notification({ path: '/' }));
  expect(setAppBadge.mock.calls).toEqual([[2], [2]]);
});

test('NOTIFY-7 a subscription that the browser replaced is made with the key of the server, and told to it', async () => {
  const key = new Uint8Array(65).fill(4);
  const parts = { p256dh: new Uint8Array(65).fill(1), auth: new Uint8Array(16).fill(2) };
  const request = vi.fn(async (_path: string, _options?: RequestInit) => new Response(encodeCbor({ key, subscribed: false })));
  vi.stubGlobal('fetch', request);
  subscribe.mockResolvedValueOnce({
    endpoint: 'https://push.example/1',
    getKey: (name: keyof typeof parts) => parts[name].buffer,
  });
  await onSubscriptionChange();
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: key });
  const told = request.mock.calls[1]?.[1];
  expect([told?.method, told?.body]).toEqual(['POST', encodeCbor({ endpoint: 'https://push.example/1', ...parts })]);
});

const meeting = (changes: Partial<LookedEvent['event']> = {}): LookedEvent => ({
  event: {
    ...{
      news: 'reminder',
      calendar: space,
      event: message,
      at: undefined,
      title: 'Staff',
      place: 'Salle B2',
      by: userIdFromBytes(new Uint8Array(16)),
    },
    ...{
      start: { local: '2026-10-13T14:30:00', zone: 'UTC' },
      startMs: Date.now() + 60_000,
      endMs: Date.now() + 1_800_000,
      call: true,
    },
    ...changes,
  },
  byName: '',
  shows: 'text' as const,
});
const finding = (looked: LookedEvent | undefined): void =>
  void vi.mocked(findWaker).mockResolvedValueOnce({ ...waker, lookEvent: async () => looked });
const reminder = { v: 1, d: device, k: 'reminder', e: 'AAAAAAAAAAAAAAAAAAAAAA', at: 5 };

test('CAL-45, NOTIFY-3 a reminder is shown once, however often it comes; one of another hour is shown', async () => {
  vi.mocked(findWaker).mockResolvedValue({ ...waker, lookEvent: async () => meeting() });
  for (const at of [5, 5, 6]) await onPush(push({ ...reminder, at }));
  vi.mocked(findWaker).mockResolvedValue(undefined);
  expect(shown()).toEqual(['Commence dans 1 minute\u00a0: Staff', 'Commence dans 1 minute\u00a0: Staff']);
});

test('CAL-45, NOTIFY-2 who wants no content shown, or has nothing here that can be read, sees that it is time', async () => {
  finding({ ...meeting(), shows: 'nothing' });
  await onPush(push(reminder));
  await onPush(push({ ...reminder, at: 7 }));
  await onPush(push({ v: 1, d: device, k: 'event', s: space, e: reminder.e }));
  expect(shown()).toEqual(['Rappel', 'Rappel', 'Agenda']);
  expect(JSON.stringify(showNotification.mock.calls)).not.toContain('Staff');
});

test('CAL-45 joining opens the place where one joins, and joins nothing by itself; who has SANAD before her sees it there', async () => {
  finding(meeting());
  await onPush(push(reminder));
  const data = showNotification.mock.calls[0]?.[1]?.data;
  await onPress('join', notification(data));
  expect(openWindow).toHaveBeenCalledWith(`/calendar/e/${space}/${message}#join`);
  windows = [client(true)];
  finding(meeting());
  await onPush(push({ ...reminder, at: 8 }));
  expect(shown()).toHaveLength(1);
});
