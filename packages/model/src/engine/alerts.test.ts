import { expect, test } from 'vitest';
import { spaceIdFromBytes, type UserId, userIdFromBytes } from '../ids.ts';
import { type AlertsParts, alertsOf } from './alerts.ts';
import type { SpaceEvent } from './api.ts';
import type { UrgentItem, UrgentRow } from './api-urgent.ts';

const nowMs = 1_763_800_000_000;
const dayMs = 24 * 3_600_000;
const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel, karim] = [user(1), user(2), user(3)];
const space = spaceIdFromBytes(new Uint8Array(16).fill(9));
const event: SpaceEvent = {
  index: 1,
  atMs: nowMs - 1000,
  by: amel,
  created: false,
  added: [],
  removed: [],
  left: [],
  promoted: [],
  demoted: [],
} as unknown as SpaceEvent;
/** What of an urgent message is looked at. */
const item = (id: string, mine: boolean, urgent: Partial<UrgentRow>, sentAtMs = nowMs - 5000) =>
  ({
    conversation: space,
    message: { id, mine, sentAtMs, urgent: { standBy: false, owed: false, ...urgent } },
  }) as unknown as UrgentItem;

/** Alerts of somebody to whom this happened, and nothing else. */
function alerts({
  items = [],
  events = [],
  rows = {},
  ...more
}: {
  readonly items?: readonly UrgentItem[];
  readonly events?: readonly SpaceEvent[];
  readonly rows?: Readonly<Record<string, unknown>>;
  readonly unread?: readonly object[];
  readonly changed?: readonly UserId[];
  readonly devices?: readonly object[];
  readonly isAdmin?: boolean;
  readonly kind?: 'direct' | 'group';
}) {
  const { unread = [], changed = [], devices = [], isAdmin = false, kind = 'group' } = more;
  return alertsOf({
    context: {
      store: { get: ([table]: readonly string[]) => rows[table ?? ''] },
      identity: { user: me },
      deps: { clock: { nowMs: () => nowMs } },
      http: { clockOffsetMs: () => 0 },
    },
    people: { colleagues: () => [{ user: amel }, { user: karim }], chainOf: () => ({ resetLinks: [{ atMs: nowMs - 9000 }] }) },
    spaces: { all: () => [{ space, kind, members: [{ user: me, admin: isAdmin }] }] },
    summaries: { unread: () => unread },
    urgents: { history: () => items },
    identities: { needsAcceptance: (who: UserId) => changed.includes(who) },
    ownDevices: { rows: () => devices },
    events: () => events,
    peerOf: () => ({ kind }),
  } as unknown as AlertsParts);
}

test('URGENT-9 what needs her comes first, then the newest; what was there when she looked is read', () => {
  const found = alerts({
    items: [item('old', false, { phase: 'answered' }, nowMs - 8000), item('owed', false, { phase: 'ringing', owed: true })],
    unread: [
      { id: 'named', wallMs: nowMs - 2000, mentioned: true, priority: 'normal' },
      { id: 'urgent', wallMs: nowMs, mentioned: true, priority: 'urgent' },
      { id: 'plain', wallMs: nowMs, priority: 'normal' },
    ],
    changed: [karim],
    devices: [{ id: 'd', label: 'Firefox', isNew: true, addedAtMs: nowMs - 20_000 }],
    rows: { 'alerts-read': { atMs: nowMs - 6000 } },
  });
  expect(found.map(({ kind, needsMe, unread }) => [kind, needsMe, unread])).toEqual([
    ['urgent', true, true],
    ['identity', true, false],
    ['own-device', true, false],
    ['mention', false, true],
    ['urgent', false, false],
  ]);
});

test('URGENT-9 her own are told once something is to be known of them, and a copy for stand-by is no alert', () => {
  const phases = ['waiting', 'ringing', 'answered', 'unanswered', 'withdrawn', 'expired'] as const;
  const own = alerts({ items: phases.map((phase) => item(phase, true, { phase })) });
  expect(own.map(({ id, needsMe }) => [id.split('-').at(-1), needsMe]).sort()).toEqual([
    ['answered', false],
    ['expired', true],
    ['unanswered', true],
    ['withdrawn', false],
  ]);
  expect(alerts({ items: [item('copy', false, { phase: 'ringing', standBy: true })] })).toEqual([]);
});

test('URGENT-9, ALARM-9 what nobody answered needs the administrators of its group, from its end on, until somebody sees to it', () => {
  const left = (canStillAnswer: boolean) =>
    item('left', false, { phase: 'unanswered', canStillAnswer, endedAtMs: nowMs - 1000 }, nowMs - dayMs);
  const found = (isAdmin: boolean, canStillAnswer: boolean) =>
    alerts({ isAdmin, items: [left(canStillAnswer)] }).map(({ needsMe, atMs }) => [needsMe, atMs]);
  expect(found(true, true)).toEqual([[true, nowMs - 1000]]);
  expect(found(true, false)).toEqual([[false, nowMs - dayMs]]);
  expect(found(false, true)).toEqual([[false, nowMs - dayMs]]);
});

test('URGENT-9 of groups: who came and went, and that she was added or removed; what she did herself is no news', () => {
  const changes = (one: Partial<SpaceEvent>) =>
    alerts({ events: [{ ...event, ...one }] }).map((alert) =>
      alert.kind === 'member' ? [alert.change, alert.user] : alert.kind,
    );
  expect(changes({ added: [karim] })).toEqual([['joined', karim]]);
  expect(changes({ left: [karim] })).toEqual([['left', karim]]);
  expect(changes({ added: [me, karim] })).toEqual([['added-me', amel]]);
  expect(changes({ created: true, added: [karim] })).toEqual([['added-me', amel]]);
  expect(changes({ removed: [me] })).toEqual([['removed-me', amel]]);
  expect(changes({ by: me, added: [karim] })).toEqual([]);
});

test('URGENT-9 what is two weeks old is told no more unless it needs her; a time without the network is', () => {
  const long = nowMs - 15 * dayMs;
  const found = alerts({
    items: [item('old', false, { phase: 'answered' }, long), item('owed', false, { phase: 'ringing', owed: true }, long)],
    rows: { 'catch-up': { atMs: nowMs - 1000, fromMs: nowMs - dayMs, messages: 6, conversations: 2 } },
  });
  expect(found.map(({ kind, needsMe }) => [kind, needsMe])).toEqual([
    ['urgent', true],
    ['catch-up', false],
  ]);
});

test('CALL-11 a missed call is an alert until the conversation was read, or somebody was called there', () => {
  const call = { call: 'c', video: true, outcome: 'unanswered', startedAtMs: nowMs - 60_000, durationMs: 0 };
  const unread = [{ id: 'm', wallMs: nowMs - 30_000, sentAtMs: nowMs - 30_000, priority: 'normal', call }];
  expect(alerts({ kind: 'direct', unread })).toMatchObject([{ kind: 'missed-call', message: 'm', video: true, needsMe: false }]);
  expect(alerts({ kind: 'group', unread })).toEqual([]);
  expect(alerts({ kind: 'direct', unread, rows: { called: { atMs: nowMs - 31_000 } } }).length).toBe(1);
  expect(alerts({ kind: 'direct', unread, rows: { called: { atMs: nowMs } } })).toEqual([]);
  expect(alerts({ kind: 'direct' })).toEqual([]);
});
